/** Records nodes in the order in which the model is written; that order is the program. */
import type { Node, Op } from './op.ts';
import {
  type Dtype,
  type Role,
  type Storage,
  type Tensor,
  wholeTensor,
  wordsOf,
} from './tensor.ts';

/** Words between neighbouring sections: bindings start at multiples of 256 bytes. */
const sectionWords = 64;
export const alignedWords = (words: number): number =>
  Math.ceil(words / sectionWords) * sectionWords;

export interface RecordOptions {
  /** Where the outputs go, instead of new tensors. */
  into?: Tensor | readonly Tensor[];
  /** Add to what is there. */
  accumulate?: boolean;
  /** Name of a new output. */
  name?: string;
}

export class Graph {
  readonly nodes: Node[] = [];
  readonly storages: Storage[] = [];
  /** In the order of their sections in the flat buffers. */
  readonly parameters: Tensor[] = [];
  /** Once the plan has run: nothing may take their place before its end. */
  readonly readBack = new Set<Storage>();
  readonly #gradients = new Map<Storage, Tensor>();
  #nothing: Tensor | undefined;

  #storage(name: string, role: Role, dtype: Dtype, words: number, flat?: boolean): Storage {
    const storage = { id: this.storages.length, name, role, dtype, words, flat };
    this.storages.push(storage);
    return storage;
  }

  #tensor(name: string, role: Role, shape: readonly number[], dtype: Dtype = 'f32'): Tensor {
    return wholeTensor(this.#storage(name, role, dtype, wordsOf(shape, dtype)), shape);
  }

  parameter(name: string, shape: readonly number[]): Tensor {
    const tensor = this.#tensor(name, 'parameter', shape);
    this.parameters.push(tensor);
    return tensor;
  }

  /** The section of the flat gradient buffer that belongs to a parameter. */
  parameterGradient(parameter: Tensor): Tensor {
    let gradient = this.#gradients.get(parameter.storage);
    if (!gradient) {
      gradient = this.#tensor(`${parameter.name}.gradient`, 'gradient', parameter.shape);
      this.#gradients.set(parameter.storage, gradient);
    }
    return gradient;
  }

  /** The parameter that a gradient section belongs to. */
  parameterOf(gradient: Storage): Tensor | undefined {
    return this.parameters.find(
      ({ storage }) => this.#gradients.get(storage)?.storage === gradient,
    );
  }

  input(name: string, shape: readonly number[]): Tensor {
    return this.#tensor(name, 'input', shape, 'u32');
  }

  state(name: string, shape: readonly number[], dtype: Dtype = 'f32'): Tensor {
    return this.#tensor(name, 'state', shape, dtype);
  }

  transient(name: string, shape: readonly number[]): Tensor {
    return this.#tensor(name, 'transient', shape);
  }

  /** Words of each flat buffer: the sections of all parameters so far. */
  get parameterWords(): number {
    return this.parameters.reduce((sum, { storage }) => sum + alignedWords(storage.words), 0);
  }

  /** The whole flat buffer of a role, `copies` times the parameters' words. */
  flat(role: 'parameter' | 'gradient' | 'moment', copies = 1): Tensor {
    const words = this.parameterWords * copies;
    return wholeTensor(this.#storage(`${role}s`, role, 'f32', words, true), [words]);
  }

  /** A list of no values: bound where a kernel names an array that this launch does not use. */
  get nothing(): Tensor {
    return (this.#nothing ??= {
      ...this.transient('nothing', [4]),
      shape: [0],
      columns: 0,
      columns4: 0,
    });
  }

  record<Attributes>(
    op: Op<Attributes>,
    inputs: readonly Tensor[],
    attributes: Attributes,
    { into, accumulate = false, name }: RecordOptions = {},
  ): Tensor {
    const rules = op.outputs(inputs, attributes);
    const given = into && 'storage' in into ? [into] : into;
    const outputs = rules.map((rule, index) => {
      if (given?.[index]) return given[index];
      return 'storage' in rule ? rule : this.transient(name ?? rule.name, rule.shape);
    });
    this.nodes.push({ op, inputs, outputs, attributes, accumulate });
    return outputs[0];
  }
}
