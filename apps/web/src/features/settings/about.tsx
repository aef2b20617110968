import { version } from "#shared/version/index.ts";

/** What runs here, and where to read on. */
export function About(): React.ReactNode {
  return (
    <section className="section" aria-labelledby="about">
      <h2 id="about">About</h2>
      <p>
        Stadion {version}, free software under the Apache License 2.0. The page runs in this browser
        and asks no server but the node that served it.
      </p>
      <p>
        The <a href="#/lab">Sprint lab</a> runs and verifies a Sprint without a network.
      </p>
    </section>
  );
}
