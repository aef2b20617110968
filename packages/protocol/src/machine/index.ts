export { type Clock, machineClock } from "./clock.ts";
export { DeadlineError, withDeadline } from "./deadline.ts";
export { machineRandom, type Random } from "./random.ts";
