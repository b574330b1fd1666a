/** What the host hands to a plan for a chunk of steps: per slot, numbers first, then the inputs. */
import stepFile from '../../shaders/lib/step.wgsl?raw';
import { structFields } from '../graph/kernel-source.ts';
import { numbersBytes, type Plan } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';

const fields = structFields(stepFile, 'Step');

/** Names as in shaders/lib/step.wgsl; what is not given is 0. */
export type StepNumbers = Partial<
  Record<
    | 'number'
    | 'inverse_count'
    | 'learning_rate'
    | 'clip_norm'
    | 'clip_value'
    | 'momentum'
    | 'weight_decay'
    | 'bias_correction_1'
    | 'bias_correction_2'
    | 'seed'
    | 'position'
    | 'temperature'
    | 'top_k'
    | 'forced'
    | 'dropout'
    | 'top_p'
    | 'end'
    | 'ending',
    number
  >
>;

export class ChunkInputs {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #plan: Plan;
  readonly #view: DataView;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.bytes = new Uint8Array(plan.slotBytes * plan.slots);
    this.#view = new DataView(this.bytes.buffer);
  }

  setNumbers(slot: number, numbers: StepNumbers): void {
    const { slotBytes } = this.#plan;
    const all: Record<string, number> = { ...numbers, slot, slot_words: slotBytes / 4 };
    fields.forEach(({ name, type }, index) => {
      const at = slot * slotBytes + index * 4;
      if (type === 'f32') this.#view.setFloat32(at, all[name] ?? 0, true);
      else this.#view.setUint32(at, all[name] ?? 0, true);
    });
  }

  /** The words of an input in a slot, to be filled in place. */
  words(slot: number, { storage }: Tensor): Uint32Array<ArrayBuffer> {
    const offset = this.#plan.placements.get(storage)?.offset ?? numbersBytes;
    return new Uint32Array(this.bytes.buffer, slot * this.#plan.slotBytes + offset, storage.words);
  }

  /** The bytes of the first slots. */
  first(slots: number): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, slots * this.#plan.slotBytes);
  }
}
