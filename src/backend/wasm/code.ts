/** Instructions of one function as they are written, with the locals that they use. */
import { Bytes, type Opcode, type WasmType } from './encoder.ts';

const blockType = 0x40;

export class Code {
  readonly bytes = new Bytes();
  readonly locals: WasmType[] = [];
  /** Blocks that are open. */
  depth = 0;
  readonly #parameters: number;

  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  /** @returns the index of a local of its own */
  local(type: WasmType): number {
    return this.#parameters + this.locals.push(type) - 1;
  }

  op(...names: Opcode[]): void {
    names.forEach((name) => this.bytes.op(name));
  }

  get(local: number): void {
    this.#indexed('local.get', local);
  }

  set(local: number): void {
    this.#indexed('local.set', local);
  }

  tee(local: number): void {
    this.#indexed('local.tee', local);
  }

  i32(value: number): void {
    this.op('i32.const');
    this.bytes.signed(value);
  }

  f32(value: number): void {
    this.op('f32.const');
    this.bytes.float(value);
  }

  /** Four words: numbers of a float vector, else the bits of whole numbers. */
  v128(lanes: readonly number[], isFloat: boolean): void {
    this.op('v128.const');
    const view = new DataView(new ArrayBuffer(16));
    lanes.forEach((value, lane) =>
      isFloat ? view.setFloat32(4 * lane, value, true) : view.setInt32(4 * lane, value | 0, true),
    );
    for (let index = 0; index < 16; index++) this.bytes.byte(view.getUint8(index));
  }

  /** A load or a store; the address stands on the stack. */
  memory(name: Opcode, offset: number, alignment: number): void {
    this.op(name);
    this.bytes.unsigned(alignment);
    this.bytes.unsigned(offset);
  }

  lane(name: Opcode, lane: number): void {
    this.op(name);
    this.bytes.byte(lane);
  }

  /** Lanes of two vectors: 0 to 3 of the first, 4 to 7 of the second. */
  shuffle(lanes: readonly number[]): void {
    this.op('i8x16.shuffle');
    for (const lane of lanes) {
      for (let byte = 0; byte < 4; byte++) this.bytes.byte(4 * lane + byte);
    }
  }

  /** @returns what `branch` needs to leave a block, or to begin a loop again */
  open(kind: 'block' | 'loop' | 'if'): number {
    this.op(kind);
    this.bytes.byte(blockType);
    return ++this.depth;
  }

  close(): void {
    this.op('end');
    this.depth--;
  }

  branch(name: 'br' | 'br_if', label: number): void {
    this.op(name);
    this.bytes.unsigned(this.depth - label);
  }

  #indexed(name: Opcode, index: number): void {
    this.op(name);
    this.bytes.unsigned(index);
  }
}
