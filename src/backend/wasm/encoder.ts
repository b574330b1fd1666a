/** WebAssembly's binary form: just what compiled kernels need. */

export type WasmType = 'i32' | 'f32' | 'v128';

const typeCodes: Record<WasmType, number> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** Opcodes by the names of the specification; those above 0xff stand behind the prefix 0xfd. */
export const opcodes = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  br_if: 0x0d,
  return: 0x0f,
  drop: 0x1a,
  select: 0x1b,
  'local.get': 0x20,
  'local.set': 0x21,
  'local.tee': 0x22,
  'i32.load': 0x28,
  'f32.load': 0x2a,
  'i32.store': 0x36,
  'f32.store': 0x38,
  'i32.const': 0x41,
  'f32.const': 0x43,
  'i32.eqz': 0x45,
  'i32.eq': 0x46,
  'i32.ne': 0x47,
  'i32.lt_s': 0x48,
  'i32.lt_u': 0x49,
  'i32.gt_s': 0x4a,
  'i32.gt_u': 0x4b,
  'i32.le_s': 0x4c,
  'i32.le_u': 0x4d,
  'i32.ge_s': 0x4e,
  'i32.ge_u': 0x4f,
  'f32.eq': 0x5b,
  'f32.ne': 0x5c,
  'f32.lt': 0x5d,
  'f32.gt': 0x5e,
  'f32.le': 0x5f,
  'f32.ge': 0x60,
  'i32.add': 0x6a,
  'i32.sub': 0x6b,
  'i32.mul': 0x6c,
  'i32.div_s': 0x6d,
  'i32.div_u': 0x6e,
  'i32.rem_s': 0x6f,
  'i32.rem_u': 0x70,
  'i32.and': 0x71,
  'i32.or': 0x72,
  'i32.xor': 0x73,
  'i32.shl': 0x74,
  'i32.shr_s': 0x75,
  'i32.shr_u': 0x76,
  'f32.abs': 0x8b,
  'f32.copysign': 0x98,
  'f32.neg': 0x8c,
  'f32.ceil': 0x8d,
  'f32.floor': 0x8e,
  'f32.trunc': 0x8f,
  'f32.nearest': 0x90,
  'f32.sqrt': 0x91,
  'f32.add': 0x92,
  'f32.sub': 0x93,
  'f32.mul': 0x94,
  'f32.div': 0x95,
  'f32.min': 0x96,
  'f32.max': 0x97,
  'f32.convert_i32_s': 0xb2,
  'f32.convert_i32_u': 0xb3,
  'i32.reinterpret_f32': 0xbc,
  'f32.reinterpret_i32': 0xbe,
} as const;

/** Opcodes behind the prefix 0xfd. */
export const vectorOpcodes = {
  'v128.load': 0x00,
  'v128.load32_splat': 0x09,
  'v128.store': 0x0b,
  'v128.const': 0x0c,
  'i8x16.shuffle': 0x0d,
  'i32x4.splat': 0x11,
  'f32x4.splat': 0x13,
  'i32x4.extract_lane': 0x1b,
  'i32x4.replace_lane': 0x1c,
  'f32x4.extract_lane': 0x1f,
  'f32x4.replace_lane': 0x20,
  'i32x4.eq': 0x37,
  'i32x4.ne': 0x38,
  'i32x4.lt_s': 0x39,
  'i32x4.lt_u': 0x3a,
  'i32x4.gt_s': 0x3b,
  'i32x4.gt_u': 0x3c,
  'i32x4.le_s': 0x3d,
  'i32x4.le_u': 0x3e,
  'i32x4.ge_s': 0x3f,
  'i32x4.ge_u': 0x40,
  'f32x4.eq': 0x41,
  'f32x4.ne': 0x42,
  'f32x4.lt': 0x43,
  'f32x4.gt': 0x44,
  'f32x4.le': 0x45,
  'f32x4.ge': 0x46,
  'v128.not': 0x4d,
  'v128.and': 0x4e,
  'v128.andnot': 0x4f,
  'v128.or': 0x50,
  'v128.xor': 0x51,
  'v128.bitselect': 0x52,
  'v128.any_true': 0x53,
  'f32x4.ceil': 0x67,
  'f32x4.floor': 0x68,
  'f32x4.trunc': 0x69,
  'f32x4.nearest': 0x6a,
  'i32x4.abs': 0xa0,
  'i32x4.neg': 0xa1,
  'i32x4.all_true': 0xa3,
  'i32x4.shl': 0xab,
  'i32x4.shr_s': 0xac,
  'i32x4.shr_u': 0xad,
  'i32x4.add': 0xae,
  'i32x4.sub': 0xb1,
  'i32x4.mul': 0xb5,
  'i32x4.min_s': 0xb6,
  'i32x4.min_u': 0xb7,
  'i32x4.max_s': 0xb8,
  'i32x4.max_u': 0xb9,
  'f32x4.abs': 0xe0,
  'f32x4.neg': 0xe1,
  'f32x4.sqrt': 0xe3,
  'f32x4.add': 0xe4,
  'f32x4.sub': 0xe5,
  'f32x4.mul': 0xe6,
  'f32x4.div': 0xe7,
  'f32x4.pmin': 0xea,
  'f32x4.pmax': 0xeb,
  'i32x4.trunc_sat_f32x4_s': 0xf8,
  'i32x4.trunc_sat_f32x4_u': 0xf9,
  'f32x4.convert_i32x4_s': 0xfa,
  'f32x4.convert_i32x4_u': 0xfb,
  'f32x4.relaxed_madd': 0x105,
} as const;

export type Opcode = keyof typeof opcodes | keyof typeof vectorOpcodes;

/** A growing list of bytes. */
export class Bytes {
  #bytes = new Uint8Array(1024);
  length = 0;

  byte(value: number): void {
    if (this.length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.length++] = value;
  }

  /** LEB128, without a sign. */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** LEB128 of a 32-bit number with a sign. */
  signed(value: number): void {
    let rest = value | 0;
    for (;;) {
      const byte = rest & 0x7f;
      rest >>= 7;
      const isLast = (rest === 0 && (byte & 0x40) === 0) || (rest === -1 && (byte & 0x40) !== 0);
      this.byte(isLast ? byte : byte | 0x80);
      if (isLast) return;
    }
  }

  float(value: number): void {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value, true);
    for (let index = 0; index < 4; index++) this.byte(view.getUint8(index));
  }

  op(name: Opcode): void {
    if (name in opcodes) this.byte(opcodes[name as keyof typeof opcodes]);
    else {
      this.byte(0xfd);
      this.unsigned(vectorOpcodes[name as keyof typeof vectorOpcodes]);
    }
  }

  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.unsigned(encoded.length);
    encoded.forEach((byte) => this.byte(byte));
  }

  append(other: Bytes): void {
    other.view().forEach((byte) => this.byte(byte));
  }

  /** Length first, then the bytes. */
  sized(other: Bytes): void {
    this.unsigned(other.length);
    this.append(other);
  }

  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }
}

function section(into: Bytes, id: number, fill: (content: Bytes) => void): void {
  const content = new Bytes();
  fill(content);
  into.byte(id);
  into.sized(content);
}

function types(into: Bytes, list: readonly WasmType[]): void {
  into.unsigned(list.length);
  list.forEach((type) => into.byte(typeCodes[type]));
}

export interface WasmFunction {
  parameters: readonly WasmType[];
  locals: readonly WasmType[];
  code: Bytes;
}

/** Pages of 64 KiB that a memory may grow to. */
const maxPages = 65_536;

/** A module with one function `run`, on the memory `env.memory` that it is given. */
export function encodeModule({ parameters, locals, code }: WasmFunction, isShared: boolean) {
  const module = new Bytes();
  [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0].forEach((byte) => module.byte(byte));
  section(module, 1, (into) => {
    into.unsigned(1);
    into.byte(0x60);
    types(into, parameters);
    types(into, []);
  });
  section(module, 2, (into) => {
    into.unsigned(1);
    into.text('env');
    into.text('memory');
    into.byte(0x02);
    into.byte(isShared ? 0x03 : 0x00);
    into.unsigned(1);
    if (isShared) into.unsigned(maxPages);
  });
  section(module, 3, (into) => {
    into.unsigned(1);
    into.unsigned(0);
  });
  section(module, 7, (into) => {
    into.unsigned(1);
    into.text('run');
    into.byte(0x00);
    into.unsigned(0);
  });
  section(module, 10, (into) => {
    const body = new Bytes();
    const runs: { type: WasmType; count: number }[] = [];
    for (const type of locals) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    body.unsigned(runs.length);
    for (const { type, count } of runs) {
      body.unsigned(count);
      body.byte(typeCodes[type]);
    }
    body.append(code);
    body.op('end');
    into.unsigned(1);
    into.sized(body);
  });
  return module.view();
}
