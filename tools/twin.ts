// Runs the Python twin: it must still make the vectors that lie in spec/vectors, byte for byte.

import { spawnSync } from "node:child_process";
import process from "node:process";
import { root } from "./with-node.mjs";

/** The first Python that has numpy: Debian's own package serves only Debian's own Python. */
function findPython(): string {
  for (const python of ["python3", "/usr/bin/python3"]) {
    if (spawnSync(python, ["-c", "import numpy"]).status === 0) return python;
  }
  throw new Error(
    "Expected a Python 3 with numpy, found none. On Debian: apt-get install python3-numpy",
  );
}

const python = findPython();
const commands = [
  ["spec/model/test_sprint.py"],
  ["spec/model/make_vectors.py", "--check"],
  ["spec/model/make_ledger_vectors.py", "--check"],
];
for (const args of commands) {
  const { status } = spawnSync(python, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(`${args.join(" ")} ended with ${status}: twin and vectors differ`);
    process.exit(1);
  }
}
