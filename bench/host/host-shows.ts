import type { HostView, RunningHost } from "@stadion/protocol/host";

/** Resolves when it is so in what the Host shows. */
export function hostShows(host: RunningHost, isSo: (view: HostView) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = host.onView((view) => look(view));
    const look = (view: HostView) => {
      if (!isSo(view)) return;
      end();
      resolve();
    };
    look(host.view());
  });
}
