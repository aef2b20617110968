/** What an adapter is called, and whether it is a CPU in disguise. */
export interface AdapterFacts {
  readonly name: string;
  readonly software: boolean;
}

/** Names of the CPU drivers there are: Chromium's, Mesa's, Windows's. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|basic render|warp/i;

/** Older runtimes have no `isFallbackAdapter`, and Dawn says `false` for Mesa's. */
export function adapterFacts(info: GPUAdapterInfo): AdapterFacts {
  const parts = [info.description, info.device, info.architecture, info.vendor];
  const name = parts.find((part) => part !== "") ?? "unnamed GPU";
  const software = info.isFallbackAdapter === true || softwareNames.test(parts.join(" "));
  return { name, software };
}

/** What a remembered choice is filed under: all that a browser tells of the adapter. */
export function adapterKey(info: GPUAdapterInfo): string {
  return [info.vendor, info.architecture, info.device, info.description].join("/");
}
