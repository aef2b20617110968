export { createValue, type Value } from "./value.ts";
