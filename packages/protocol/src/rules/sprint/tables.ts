import { hexToBytes } from "../crypto/index.ts";

// The bytes of spec/sprint.md, appendix (SP30). They are not computed: exp and cos are not bit-specified.
const expHex = `
ffff1ff87cf016e9eae1f7da3ad4b3cd5fc73cc14abb87b5f2af88aa49a533a0459b7e96dd91608d0689cf84b980c37c
ed78347599711a6eb76a6f6740642a612d5e475b7858bf551c538e50134eac4b58491647e744c842ba40bc3ece3cef3a
1f395d37a93502346932dc305b2fe62d7c2c1e2bca29812842270d26e124bf23a52294218c208b1f931ea21db91cd71b
fb1a271a59199118d01714175e16ae1503155e14be1322138b12f9116c11e3105e10dd0f600fe70e710eff0d910d260d
bf0c5a0cf90b9b0b3f0be70a910a3e0aed099f0953090a09c2087d083b08fa07bb077e0743070a07d2069d0669063606
0506d605a8057b0550052605fe04d604b0048b046804450423040304e303c403a7038a036e035303390320030703ef02
d802c202ac02970282026f025c0249023702260215020402f401e501d601c801ba01ac019f01920186017a016e016301
58014d01430139012f0126011d0114010c010401fc00f400ec00e500de00d700d100ca00c400be00b800b200ad00a800
a2009d00990094008f008b00870083007f007b007700730070006c006900660063005f005d005a005700540052004f00
4d004a00480046004400420040003e003c003a003800360035003300320030002f002d002c002a002900280027002500
240023002200210020001f001e001d001c001b001b001a001900180017001700`;

const siluHex = `
fefefefefdfdfdfdfdfdfdfdfdfdfdfdfdfdfdfdfcfcfcfcfcfcfcfcfcfcfcfcfbfbfbfbfbfbfbfbfbfbfbfafafafafa
fafafafafaf9f9f9f9f9f9f9f9f9f9f8f8f8f8f8f8f8f8f8f8f8f8f8f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7
f7f7f8f8f8f8f8f8f8f8f9f9f9f9f9fafafafbfbfbfbfcfcfcfdfdfefeffff0000010102020303040405060607080909
0a0b0b0c0d0e0f0f10111213141516161718191a1b1c1d1e1f202122232425262728292a2b2d2e2f3031323334353637
38393b3c3d3e3f4041424344464748494a4b4c4d4e4f5152535455565758595a5b5d5e5f6061626364656667686a6b6c
6d6e6f707172737475767778797b7c7d`;

const ropeHex = "004000409422ff3f5ee5fd3fa4c0f93f00000000db35a400323a48010809eb01";

/** The tables as bytes, for hashing and for upload to a GPU. */
export const tableBytes = {
  exp: hexToBytes(expHex.replace(/\s/g, "")),
  silu: hexToBytes(siluHex.replace(/\s/g, "")),
  rope: hexToBytes(ropeHex),
} as const;

/** round(65535 * e^(-i / 32)) for i in 0..255. */
export const expTable: Uint16Array = Uint16Array.from({ length: 256 }, (_, i) =>
  new DataView(tableBytes.exp.buffer).getUint16(2 * i, true),
);

/** Entry g + 128 is round(32 * silu(g / 32)). */
export const siluTable: Int8Array = Int8Array.from(tableBytes.silu);

const rope = Int16Array.from({ length: 16 }, (_, i) =>
  new DataView(tableBytes.rope.buffer).getInt16(2 * i, true),
);

/** Entry 2 * position + pair, in units of 2^-14. */
export const cosTable: Int16Array = rope.slice(0, 8);

/** Entry 2 * position + pair, in units of 2^-14. */
export const sinTable: Int16Array = rope.slice(8);
