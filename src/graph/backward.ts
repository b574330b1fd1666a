/**
 * Backward is more graph: walks the nodes in reverse and lets each op record the nodes of its
 * gradients. A gradient is written once (`=`); only where a tensor has several readers do the
 * further ones add (`+=`). No clears, no add nodes.
 */
import { ShapeError } from '../lib/errors.ts';
import type { Graph } from './graph.ts';
import type { Node } from './op.ts';
import { hasPlainColumns, isWhole, type Storage, type Tensor } from './tensor.ts';

interface Gradient {
  /** The whole gradient of a storage, or of a tensor with an identity of its own. */
  tensor: Tensor;
  /** One mark per vec4 that has been written, and how many are; absent when all are. */
  written?: { marks: Uint8Array; count: number };
  /** Lies in memory that something else reads too: must not be added to. */
  shared: boolean;
}

/** Of the weights too, or only of what they computed: then nothing writes their gradients. */
export type Wanted = 'all' | 'activations';

export class Tape {
  readonly graph: Graph;
  readonly #wanted: Wanted;
  readonly #gradients = new Map<Storage | symbol, Gradient>();

  constructor(graph: Graph, wanted: Wanted = 'all') {
    this.graph = graph;
    this.#wanted = wanted;
  }

  /** The gradient of an output, in the same window; undefined when nothing flows into it. */
  gradientOf(tensor: Tensor): Tensor | undefined {
    const gradient = this.#gradients.get(keyOf(tensor));
    if (!gradient) return undefined;
    const window = windowOf(tensor, gradient);
    const covered = coverage(gradient, window);
    if (covered === 'none') return undefined;
    if (covered === 'part') throw incomplete(tensor);
    return window;
  }

  /** Tokens and other inputs have no gradient. */
  wants({ storage: { role, dtype } }: Tensor): boolean {
    if (role === 'parameter' && this.#wanted === 'activations') return false;
    return role !== 'input' && dtype === 'f32';
  }

  /** Lets `write` record a node that writes the gradient of `tensor`, or adds to it. */
  contribute(tensor: Tensor, write: (into: Tensor, accumulate: boolean) => void): void {
    if (!this.wants(tensor)) return;
    const gradient = this.#gradients.get(keyOf(tensor)) ?? this.#create(tensor);
    const window = windowOf(tensor, gradient);
    const covered = coverage(gradient, window);
    if (covered === 'part') throw incomplete(tensor);
    if (covered === 'all' && gradient.shared) throw sharedTwice(tensor);
    write(window, covered === 'all');
    if (covered === 'none') mark(gradient, window);
  }

  /**
   * Says that the gradient of `tensor` already lies in `gradient`, of as many rows and columns.
   * @returns false where that cannot be: the op then has to record a copy
   */
  pass(tensor: Tensor, gradient: Tensor): boolean {
    const key = keyOf(tensor);
    if ((!tensor.identity && !isWhole(tensor)) || this.#gradients.has(key)) return false;
    this.#gradients.set(key, { tensor: gradient, shared: true });
    return true;
  }

  #create(reader: Tensor): Gradient {
    const { storage, identity } = reader;
    const parameter = this.graph.parameters.find((candidate) => candidate.storage === storage);
    const tensor = parameter
      ? this.graph.parameterGradient(parameter)
      : identity
        ? this.graph.transient(`${reader.name}.gradient`, reader.shape)
        : this.graph.transient(`${storage.name}.gradient`, [storage.words]);
    const written = { marks: new Uint8Array(tensor.storage.words / 4), count: 0 };
    const gradient = { tensor, written, shared: false };
    this.#gradients.set(keyOf(reader), gradient);
    return gradient;
  }
}

/** Records the gradient of everything that `loss`, the output of the last node, depends on. */
export function differentiate(graph: Graph, wanted: Wanted = 'all'): Tape {
  const tape = new Tape(graph, wanted);
  const forward: Node[] = [...graph.nodes];
  for (const node of forward.reverse()) node.op.backward?.(node, tape);
  return tape;
}

function keyOf({ identity, storage }: Tensor): Storage | symbol {
  return identity ?? storage;
}

/** Where the gradient of a tensor lies. */
function windowOf(tensor: Tensor, { tensor: whole }: Gradient): Tensor {
  if (tensor.identity || !isWhole(whole)) {
    if (tensor.rows === whole.rows && tensor.columns4 === whole.columns4) return whole;
    throw incomplete(tensor);
  }
  return { ...tensor, name: whole.storage.name, storage: whole.storage };
}

/** Where cells of a window lie without gaps, from the first to the one after the last. */
function* stretches(tensor: Tensor): Generator<[from: number, to: number]> {
  const { offset4, rowStride4, rows, columns4, take, skip } = tensor;
  const isPlain = hasPlainColumns(tensor);
  if (isPlain && rowStride4 === columns4) {
    yield [offset4, offset4 + rows * columns4];
    return;
  }
  const length = isPlain ? columns4 : take;
  for (let row = 0; row < rows; row++) {
    const start = offset4 + row * rowStride4;
    for (let at = 0; at < columns4; at += length) {
      const from = start + (at / length) * skip;
      yield [from, from + Math.min(length, columns4 - at)];
    }
  }
}

function coverage({ written }: Gradient, tensor: Tensor): 'none' | 'part' | 'all' {
  if (!written || written.count === written.marks.length) return 'all';
  if (written.count === 0) return 'none';
  let some = false;
  let all = true;
  for (const stretch of stretches(tensor)) {
    const cells = written.marks.subarray(...stretch);
    some ||= cells.includes(1);
    all &&= !cells.includes(0);
  }
  return !some ? 'none' : all ? 'all' : 'part';
}

/** Of a window of which nothing was written. */
function mark({ written }: Gradient, tensor: Tensor): void {
  if (!written) return;
  written.count += tensor.rows * tensor.columns4;
  if (written.count === written.marks.length) return;
  for (const stretch of stretches(tensor)) written.marks.fill(1, ...stretch);
}

function incomplete(tensor: Tensor): ShapeError {
  return new ShapeError({
    where: tensor.name,
    what: 'only part of its gradient has been written',
    advice: 'Let every reader of the tensor see the same windows',
  });
}

function sharedTwice(tensor: Tensor): ShapeError {
  return new ShapeError({
    where: tensor.name,
    what: 'its gradient lies in memory that is read elsewhere and cannot be added to',
    advice: 'Give the tensor one reader, or copy it',
  });
}
