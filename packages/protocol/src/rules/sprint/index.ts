export { generateBlock, generatedValue, keyWords } from "./generator.ts";
export { deriveLevel } from "./level.ts";
export type { Score } from "./pass-test.ts";
export { isAppropriate, scoreOutput } from "./pass-test.ts";
export { derivePermutationWords, permute } from "./permutation.ts";
export type { ProofShapeFault, SprintProof } from "./proof.ts";
export { checkProofShape, isAscending, levelFloor, maxLevel, proofWeight } from "./proof.ts";
export { decodeProof, encodeProof, fitsEncoding, hashProof, maxProofBytes } from "./proof-codec.ts";
export type { ProofFile, ProofFileFault } from "./proof-file.ts";
export { decodeProofFile, encodeProofFile, explainShape } from "./proof-file.ts";
export {
  deriveInputSeed,
  deriveModelKey,
  deriveNodeSeed,
  deriveSprintSeed,
  deriveTargetSeed,
} from "./seeds.ts";
export type { Find } from "./select-proof.ts";
export { selectProof } from "./select-proof.ts";
export { cosTable, expTable, siluTable, sinTable, tableBytes } from "./tables.ts";
export { deriveTargetVector, squaredNorm } from "./target-vector.ts";
