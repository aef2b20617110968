const filters = ["validation", "out-of-memory", "internal"] as const;

/**
 * Runs work on a device and rejects when the device reported any error meanwhile.
 *
 * WebGPU goes on after an error with results that mean nothing; here none of them gets out. Error scopes are
 * a stack per device, so only one piece of work may run at a time.
 */
export async function checked<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  for (const filter of filters) device.pushErrorScope(filter);
  let errors: (GPUError | null)[] = [];
  try {
    return await work();
  } finally {
    errors = await Promise.all(filters.map(() => device.popErrorScope()));
    const error = errors.find((candidate) => candidate !== null);
    // biome-ignore lint/correctness/noUnsafeFinally: the device's own words say more than what followed from them
    if (error) throw new Error(`The device reports: ${error.message}`);
  }
}
