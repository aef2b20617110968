import {
  ByteListType,
  ByteVectorType,
  ContainerType,
  ListBasicType,
  ListCompositeType,
  UintBigintType,
  UintNumberType,
} from "@chainsafe/ssz";

// The SSZ types that Stadion's formats are made of, under the names the spec uses.

export const u8 = new UintNumberType(1);
export const u16 = new UintNumberType(2);
export const u32 = new UintNumberType(4);
export const u64 = new UintBigintType(8);
export const bytes32 = new ByteVectorType(32);

/** At most `limit` bytes. */
export function byteList(limit: number): ByteListType {
  return new ByteListType(limit);
}

export { ContainerType as Container, ListBasicType as BasicList, ListCompositeType as List };
