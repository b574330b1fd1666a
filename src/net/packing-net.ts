/**
 * A net as it packs texts: a copy of the weights of one step, on one thread of plain SIMD whatever the run
 * trains on, and what its tokens write.
 */
import { openExact } from '../backend/exact.ts';
import { isEqual, type PackedHead } from '../data/packing/packed-file.ts';
import { pieceWriting } from '../data/packing/piece-writing.ts';
import { wordWriting } from '../data/packing/word-writing.ts';
import { characterWriting, type Sentences, type Writing } from '../data/packing/writing.ts';
import { sentenceSlices } from '../data/tokens/sentences.ts';
import { BytePairs } from '../data/tokens/byte-pairs.ts';
import { Words } from '../data/tokens/words.ts';
import { sha256 } from '../lib/sha256.ts';
import { runAtOnce } from '../lib/slices.ts';
import type { NamedValues } from '../model/parameters.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { PackingProblem } from '../protocol/packing.ts';
import type { Settings } from '../config/settings.ts';
import type { TaskData } from '../tasks/task.ts';
import { Follower } from '../training/follower.ts';
import { Net } from '../training/net.ts';

/** What a copy is made of: data, a model, and weights of one step. */
export interface PackingSource {
  data: Pick<TaskData, 'inputs' | 'symbols' | 'settings' | 'beginning'>;
  net: Pick<Net, 'model' | 'objective' | 'shape'>;
  weights: readonly NamedValues[];
  step: number;
}

/** Which net a packed text is for. */
export type NetMark = Pick<PackedHead, 'kind' | 'weights' | 'vocabulary' | 'step'>;

const levels = ['character', 'word', 'piece'] as const;
const ofSentences = 16;

export class PackingNet {
  readonly mark: NetMark;
  readonly writing: Writing;
  readonly follower: Follower;
  readonly #net: Net;

  private constructor(mark: NetMark, writing: Writing, net: Net, follower: Follower) {
    this.mark = mark;
    this.writing = writing;
    this.follower = follower;
    this.#net = net;
  }

  /** @throws SettingsError where there is no memory; nothing is left behind then */
  static async create(source: PackingSource): Promise<PackingNet> {
    const { data, weights } = source;
    const { model, objective } = source.net;
    const backend = openExact();
    const { form } = backend;
    const options = { model, objective, optimizer: sgd, form, seed: 0, initial: weights };
    const net = await Net.create(backend, options);
    try {
      const isSentences = data.settings.sequences === 'sentence';
      const beginning = { first: data.beginning(), end: isSentences ? data.inputs.end : undefined };
      const follower = await Follower.create(net, data.inputs.size, beginning);
      return new PackingNet(await markOf(source), writingOf(data), net, follower);
    } catch (error) {
      net.destroy();
      throw error;
    }
  }

  destroy(): void {
    const { backend } = this.#net;
    this.follower.destroy();
    this.#net.destroy();
    backend.destroy();
  }
}

export async function markOf({ data, net, weights, step }: PackingSource): Promise<NetMark> {
  const { level, sequences } = data.settings;
  const { cell, layers, hiddenSize, embeddingSize } = net.shape;
  const utf8 = new TextEncoder();
  const shape = JSON.stringify([cell.id, layers, hiddenSize, embeddingSize]);
  const parts = weights.flatMap(({ name, values }) => [
    utf8.encode(name),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ]);
  return {
    kind: levels.indexOf(level) + (sequences === 'sentence' ? ofSentences : 0),
    weights: (await sha256(joined([utf8.encode(shape), ...parts]))).subarray(0, 8),
    vocabulary: (await sha256(utf8.encode(JSON.stringify(data.symbols)))).subarray(0, 8),
    step,
  };
}

/** What keeps a net from reading a text that was packed; null: nothing. */
export function differenceOf(packed: NetMark, own: NetMark): PackingProblem | null {
  if (packed.kind !== own.kind) {
    const [theirs, ours] = [tokensOf(packed), tokensOf(own)];
    const values = { ...theirs, ownLevel: ours.level, ownSequences: ours.sequences };
    return { code: 'packed with other tokens', values };
  }
  if (!isEqual(packed.vocabulary, own.vocabulary)) {
    return { code: 'packed with another vocabulary', values: {} };
  }
  if (isEqual(packed.weights, own.weights)) return null;
  return { code: 'packed with other weights', values: { step: packed.step, ownStep: own.step } };
}

function tokensOf({ kind }: NetMark): Pick<Settings, 'level' | 'sequences'> {
  return {
    level: levels[kind % ofSentences] ?? levels[0],
    sequences: kind < ofSentences ? 'stream' : 'sentence',
  };
}

function writingOf({ inputs, settings }: PackingSource['data']): Writing {
  const end = inputs.end;
  const of = (text: string) => runAtOnce(sentenceSlices(text));
  const sentences: Sentences | undefined = end === undefined ? undefined : { of, end };
  if (inputs instanceof Words) return wordWriting(inputs, { of, end: inputs.end });
  if (inputs instanceof BytePairs) return pieceWriting(inputs, sentences);
  return characterWriting(inputs, settings.sequences === 'sentence' ? sentences : undefined);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
