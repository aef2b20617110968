import { auditRank, type SprintEntry, type SprintStatus } from "@stadion/protocol/chain";
import { compareBytes } from "@stadion/protocol/crypto";
import { expect, test } from "vitest";
import { auditQueue } from "./audit-queue.ts";

const key = (byte: number) => new Uint8Array(32).fill(byte);
const entry = (byte: number, status: SprintStatus = "revealed") =>
  ({ host: key(byte), status }) as SprintEntry;

test("[LD24] who has weight is judged first, the most first; strangers in an order that only R' gives", () => {
  const strangers = Array.from({ length: 50 }, (_, i) => entry(i + 1));
  const entries = [...strangers, entry(201), entry(202), entry(203)];
  const weights = [
    { host: key(201), weight: 5n },
    { host: key(202), weight: 2n ** 40n },
    { host: key(204), weight: 9n },
  ];
  const order = auditQueue(entries, weights, key(7)).map(([byte]) => byte);
  expect(order.slice(0, 2)).toEqual([202, 201]);
  expect(order).toHaveLength(53);
  const byRank = [...strangers, entry(203)]
    .map(({ host }) => host)
    .toSorted((a, b) => compareBytes(auditRank(key(7), a), auditRank(key(7), b)));
  expect(order.slice(2)).toEqual(byRank.map(([byte]) => byte));
  expect(auditQueue(entries, weights, key(8)).map(([byte]) => byte)).not.toEqual(order);
});

test("[LD19] what is judged, or was never revealed, is in no queue", () => {
  const entries = [
    ...[entry(1, "valid"), entry(2, "invalid"), entry(3, "committed")],
    entry(4, "cannot-check"),
  ];
  expect(auditQueue(entries, [], key(7))).toEqual([key(4)]);
});
