export { clockContract } from "./clock-contract.ts";
export type { ComputeSample } from "./compute-contract.ts";
export { computeContract } from "./compute-contract.ts";
export type { ContractCase } from "./contract.ts";
export { type ContractNode, createContractNode } from "./contract-node.ts";
export { networkContract } from "./network-contract.ts";
export { randomContract } from "./random-contract.ts";
export type { StoreUnderTest } from "./store-contract.ts";
export { storeContract } from "./store-contract.ts";
