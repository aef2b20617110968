// How far the residual stays from the end of i32, and how rarely int8 is too narrow (HE4).

import type { SprintParams } from "@stadion/protocol/params";
import {
  runLayer,
  type TensorSource,
} from "../../packages/gpu-kernels/src/sprint-model/oracle-model.ts";
import { atMost, type HealthRow } from "./row.ts";

/** What a run over layers met. */
export interface HeadRoom {
  readonly largestResidual: number;
  /** Values of qkv, gate and up at the end of their range, and all of them. */
  readonly clamped: number;
  readonly requantised: number;
}

/** Runs layers `from`..`to`-1 on a residual of all positions. */
export function measureHeadRoom(
  start: Int32Array,
  [from, to]: readonly [number, number],
  tensors: TensorSource,
  params: SprintParams,
): HeadRoom {
  let x = start;
  let largestResidual = largest(x);
  let clamped = 0;
  let requantised = 0;
  for (let layer = from; layer < to; layer++) {
    const { qkv, gate, up, afterAttention, residual } = runLayer(x, layer, tensors, params);
    for (const values of [qkv, gate, up]) {
      requantised += values.length;
      for (const value of values) if (Math.abs(value) === 127) clamped++;
    }
    largestResidual = Math.max(largestResidual, largest(afterAttention), largest(residual));
    x = residual;
  }
  return { largestResidual, clamped, requantised };
}

export function headRoomRows(name: string, room: HeadRoom): HealthRow[] {
  const bits = Math.log2(room.largestResidual);
  const share = (100 * room.clamped) / room.requantised;
  return [
    atMost("HE4", `${name}: log2 of the largest |residual|, of 31`, bits, 20),
    atMost("HE4", `${name}: values at the end of int8 after requantising`, share, 0.05, "%"),
  ];
}

export function largest(values: Int32Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
