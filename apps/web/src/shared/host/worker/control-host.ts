import type { RunningHost } from "@stadion/protocol/host";
import type { HostControl } from "../host-messages.ts";

/** Does what a person asks of the Host. */
export function controlHost(host: RunningHost, control: HostControl): void {
  switch (control.type) {
    case "join":
    case "leave":
    case "pause":
    case "resume":
    case "finish":
      host[control.type]();
      break;
    case "take-over":
      host.takeOver();
      break;
    case "throttle":
      host.setThrottle(control.share);
  }
}
