import { expect, test } from "vitest";
import { readVectors } from "../../../../../tools/read-vectors.ts";
import { bytesToHex, hexToBytes } from "../crypto/index.ts";
import { type BeaconRole, beaconDealHash, deriveBeaconValue } from "./index.ts";

interface Row {
  chainId: string;
  cycle: string;
  role: BeaconRole;
  secret: string;
  dealHash: string;
  value: string;
}
const { cases } = readVectors<Row>("ledger/beacon");

test.each(cases)("[LD14] $name", ({ chainId, cycle, role, secret, dealHash, value }) => {
  const dealt = [hexToBytes(chainId), BigInt(cycle), role, hexToBytes(secret)] as const;
  expect(bytesToHex(beaconDealHash(...dealt))).toBe(dealHash);
  expect(bytesToHex(deriveBeaconValue(...dealt))).toBe(value);
});
