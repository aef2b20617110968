export { type Clock, machineClock } from "./clock.ts";
export { machineRandom, type Random } from "./random.ts";
