import { compareBytes, concatBytes, sha256 } from "../crypto/index.ts";
import { merkleRoot } from "./merkle.ts";
import { bytesField, messageField, varintField } from "./protobuf.ts";

/** A key that signs blocks. */
export interface Validator {
  /** Ed25519 public key, 32 bytes. */
  readonly key: Uint8Array;
  /** Share in signing blocks; as an update, 0 removes the validator. */
  readonly power: bigint;
}

/** First 20 bytes of SHA-256 of the key. */
export function validatorAddress(key: Uint8Array): Uint8Array {
  return sha256(key).slice(0, 20);
}

/** The order in which validators sign: falling power, then address. */
export function sortValidators(validators: readonly Validator[]): readonly Validator[] {
  const keyed = validators.map((validator) => ({
    validator,
    address: validatorAddress(validator.key),
  }));
  keyed.sort((a, b) => {
    if (a.validator.power !== b.validator.power)
      return a.validator.power > b.validator.power ? -1 : 1;
    return compareBytes(a.address, b.address);
  });
  return keyed.map(({ validator }) => validator);
}

/** Names a validator set: the Merkle root over `SimpleValidator`, in signing order (LD3). */
export function validatorsHash(validators: readonly Validator[]): Uint8Array {
  return merkleRoot(
    sortValidators(validators).map(({ key, power }) =>
      concatBytes(messageField(1, bytesField(1, key)), varintField(2, power)),
    ),
  );
}

export function totalPower(validators: readonly Validator[]): bigint {
  return validators.reduce((sum, { power }) => sum + power, 0n);
}

/** The set after updates; power 0 removes. The order is the signing order. */
export function updateValidators(
  validators: readonly Validator[],
  updates: readonly Validator[],
): readonly Validator[] {
  const kept = validators.filter(
    ({ key }) => !updates.some((update) => compareBytes(update.key, key) === 0),
  );
  return sortValidators([...kept, ...updates.filter(({ power }) => power > 0n)]);
}
