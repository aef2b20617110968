/** WebGPU's bit flags by number: browsers and Deno have them as globals, Dawn for Node hands them out separately. */
export const usage = {
  mapRead: 0x01,
  copySrc: 0x04,
  copyDst: 0x08,
  uniform: 0x40,
  storage: 0x80,
} as const;

export const mapRead = 0x01;
export const computeStage = 0x04;
