import { MachineChoice, ThrottleSlider, useHost } from "#shared/host/index.ts";

/** How this machine computes from now on. A Sprint under way goes on with what was chosen. */
export function MachineSettings(): React.ReactNode {
  const throttle = useHost().view?.throttle;
  return (
    <section className="section" aria-labelledby="machine">
      <h2 id="machine">Computing</h2>
      <MachineChoice />
      {throttle !== undefined && <ThrottleSlider share={throttle} />}
    </section>
  );
}
