/** Suggestions, keys and forced losses of tiny nets, beside a net in float64 that reads all anew each time. */
import { expect } from 'vitest';
import { KernelStore } from '../backend/wasm/kernel-store.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { CancelledError } from '../lib/errors.ts';
import { uniformFloats } from '../lib/random.ts';
import { sgd } from '../optimizers/sgd.ts';
import { languageModelTask } from '../tasks/language-model/language-model.ts';
import type { TaskData } from '../tasks/task.ts';
import { Net } from '../training/net.ts';
import { forcingFrames } from '../views/forcing-frames.ts';
import { keystrokesFrames } from '../views/keystrokes-frames.ts';
import { scoreFrames } from '../views/score-frames.ts';
import { typingFrames } from '../views/typing-frames.ts';
import type { LiveNet } from '../views/view.ts';
import { runForward } from './reference/sequence-model.ts';

/** Every index is checked against what is bound. */
const store = new KernelStore({ checksIndices: true });

type Kind = Pick<Settings, 'level' | 'sequences'> & Partial<Settings>;

const work = { signal: new AbortController().signal, onProgress: () => undefined };
const trained = 'The cat sat on the mat. Then the cats ran there, and a rat ran.\n'.repeat(9);
const heldOut = 'Chapter 2\n\nThe rat sat there. It ran on,\nand then the cat ran.\n\nA mat.';

interface Tiny {
  live: LiveNet;
  data: TaskData;
  /** Of all tokens, softmax: the likelihood of each behind these. */
  sharesAfter: (tokens: readonly number[]) => number[];
}

/** With weights that make some tokens far likelier than others. */
async function withTiny(kind: Kind, look: (tiny: Tiny) => Promise<void>): Promise<void> {
  const text = trained + heldOut;
  const percent = Math.round((100 * heldOut.length) / text.length);
  const settings = {
    ...defaultSettings(),
    ...kind,
    vocabulary: 270,
    hiddenSize: 5,
    heldOut: percent,
  };
  const data = await languageModelTask.open({ kind: 'paste', text }, settings, work);
  const { model, objective } = data.model(settings);
  const initial = model.specs.map(({ name, shape }, stream) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = uniformFloats(4, stream, count, -2, 2);
    // bytes that are no characters never come
    const isBias = shape.length === 1 && count === data.inputs.size;
    return {
      name,
      shape,
      values: values.map((value, id) => (isBias && isBroken(data, id) ? -30 : value)),
    };
  });
  const backend = new WasmBackend({ store });
  const { form } = backend;
  const net = await Net.create(backend, {
    model,
    objective,
    optimizer: sgd,
    form,
    seed: 3,
    initial,
  });
  const { cell, layers: numLayers, hiddenSize } = settings;
  const reference = { cell, numLayers, hiddenSize, vocabSize: data.inputs.size, embeddingSize: 0 };
  const parameters = Object.fromEntries(
    initial.map(({ name, values }) => [name, Float64Array.from(values)]),
  );
  const known = new Map<string, number[]>();
  const sharesAfter = (given: readonly number[]) => {
    const tokens = [...data.beginning(), ...given];
    const key = tokens.join();
    const shares = known.get(key) ?? sharesOf(reference, parameters, tokens);
    known.set(key, shares);
    return [...shares];
  };
  await look({ live: { net, data, pins: [] }, data, sharesAfter });
  net.destroy();
  backend.destroy();
}

/** Of what follows, all of it read anew. */
function sharesOf(
  model: Parameters<typeof runForward>[0],
  parameters: Parameters<typeof runForward>[1],
  tokens: readonly number[],
): number[] {
  const batch = { batchSize: 1, timeSteps: tokens.length, tokens, targets: tokens.map(() => 0) };
  const { logits } = runForward(model, parameters, batch);
  const powers = Array.from(logits.slice(-model.vocabSize), Math.exp);
  const sum = powers.reduce((all, one) => all + one, 0);
  return powers.map((one) => one / sum);
}

const isBroken = ({ inputs }: TaskData, id: number) => inputs.decode([id]).includes('\ufffd');

/** Tokens up to the first of them, and how far the text that they write may be a word. */
const steps = { character: 12, word: 3, piece: 6 };

/** All ways to go on by one token from any number of a text’s tokens, the likeliest first. */
function waysOn(text: string, { data, sharesAfter }: Tiny) {
  const { inputs } = data;
  const all = Array.from(inputs.encode(text).tokens);
  const ways = [0, 1, 2, 3, 4].flatMap((fewer) => {
    const before = all.slice(0, all.length - fewer);
    // characters are never taken back, of words one
    const most = { character: 0, word: 1, piece: 4 }[data.settings.level];
    if (fewer > most || fewer > all.length) return [];
    const shares = sharesAfter(before);
    const own = before.reduce(
      (product, token, at) => product * sharesAfter(before.slice(0, at))[token],
      1,
    );
    return shares.map((share, token) => ({ before, token, share: own * share }));
  });
  return ways
    .filter(({ before, token }) => {
      const whole = inLine(inputs.decode([...before, token]), data);
      const isEnd = token === inputs.end && data.settings.sequences === 'sentence';
      return (
        !isEnd && token !== inputs.unknown && whole.length > text.length && whole.startsWith(text)
      );
    })
    .sort((a, b) => b.share - a.share);
}

const inLine = (text: string, { settings }: TaskData) =>
  settings.level === 'word' || settings.sequences === 'sentence'
    ? text.replaceAll('\n', ' ')
    : text;

/** Up to the end of the first word, letter by letter. */
function firstWord(text: string): string {
  let [at, isInWord] = [0, false];
  for (; at < text.length; at++) {
    const isLetter = /[a-z0-9]/i.test(text[at]);
    if (isInWord && !isLetter) break;
    isInWord = isLetter;
  }
  return text.slice(0, at);
}

function expectedSuggestions(text: string, tiny: Tiny, count: number) {
  const { data, sharesAfter } = tiny;
  const { inputs, settings } = data;
  const ways = waysOn(text, tiny);
  const all = ways.reduce((sum, { share }) => sum + share, 0);
  const found = ways.slice(0, count).map(({ before, token, share }) => {
    const chain = [token];
    while (chain.length < steps[settings.level]) {
      const shares = sharesAfter([...before, ...chain]);
      if (inputs.unknown !== undefined) shares[inputs.unknown] = 0;
      const next = shares.indexOf(Math.max(...shares));
      if (next === inputs.end && settings.sequences === 'sentence') break;
      chain.push(next);
    }
    const whole = inLine(inputs.decode([...before, ...chain]), data);
    return { text: firstWord(whole.slice(text.length)), probability: share / all };
  });
  return found.filter((one, at) => found.findIndex(({ text }) => text === one.text) === at);
}

/** Each suggestion is the likeliest chain that a net in float64 makes of it. */
export async function checkSuggestions(kind: Kind): Promise<void> {
  await withTiny(kind, async (tiny) => {
    const frames = await typingFrames(tiny.live, { text: '', lessons: [] });
    if (!frames) throw new Error('this net writes nothing');
    // letter by letter, a word taken back, and what begins anew
    for (const text of ['', 'The', 'The c', 'The ra', 'a mat on']) {
      expect(frames.take?.({ text, lessons: [] })).toBe(true);
      const { suggestions, ...rest } = await frames.next(7);
      expect(rest).toEqual({ step: 7, text, learned: null });
      const expected = expectedSuggestions(text, tiny, 5);
      expect(suggestions.map((one) => one.text)).toEqual(expected.map((one) => one.text));
      for (const [at, { probability }] of suggestions.entries()) {
        expect(probability).toBeCloseTo(expected[at].probability, 4);
      }
    }
    frames.destroy();
  });
}

/** Keys counted by hand, with what a writer sees who asks at every place. */
export async function checkKeystrokes(kind: Kind): Promise<void> {
  await withTiny(kind, async ({ live, data }) => {
    const frames = await keystrokesFrames(live);
    const typing = await typingFrames(live, { text: '', lessons: [] });
    if (!frames || !typing) throw new Error('this net writes nothing');
    const { chapter, characters, keys, step } = await frames.next(9);
    frames.destroy();
    const written = (await data.content.text()).slice(data.border);
    const hasLines = kind.level !== 'word' && kind.sequences !== 'sentence';
    const [one, two, three] = [
      'Chapter 2\n\n',
      heldOut.slice(11, -6),
      written.slice(written.indexOf('A mat.')),
    ];
    const parts = hasLines
      ? [one, two, three]
      : [one, two, three].map((part) => part.trim().replaceAll('\n', ' '));
    expect([chapter, step]).toEqual(['Chapter 2', 9]);
    expect(characters).toBe(parts.join('').length);
    let expected = 0;
    for (const part of parts) {
      let left = part;
      while (left !== '') {
        typing.take?.({ text: part.slice(0, part.length - left.length), lessons: [] });
        const { suggestions } = await typing.next(9);
        const first = suggestions.at(0)?.text ?? '';
        left = left.slice(first !== '' && left.startsWith(first) ? first.length : 1);
        expected++;
      }
    }
    typing.destroy();
    expect(keys.net).toBe(expected);
    expect(keys.bigram).toBeLessThan(characters);
    // what is counted for nobody ends early, and leaves nothing behind
    const bytes = live.net.backend.liveBytes;
    const again = await keystrokesFrames(live);
    if (!again) throw new Error('this net writes nothing');
    const counting = again.next(9);
    again.stop?.();
    await expect(counting).rejects.toThrow(CancelledError);
    again.destroy();
    expect(live.net.backend.liveBytes).toBe(bytes);
  });
}

/** The first token with so much of all that may be drawn before it, or in it. */
function drawnFrom(shares: readonly number[], odds: number, { inputs }: TaskData): number {
  const may = shares.map((share, id) => (id === inputs.end || id === inputs.unknown ? 0 : share));
  const all = may.reduce((sum, share) => sum + share, 0);
  return may.findIndex(
    (_, id) => may.slice(0, id + 1).reduce((sum, share) => sum + share, 0) > odds * all,
  );
}

/** Where the truth is read, losses are those of the sentence; where draws are, those behind the draws. */
export async function checkForcing(kind: Kind): Promise<void> {
  await withTiny(kind, async ({ live, data, sharesAfter }) => {
    const text = 'The cat ran on the mat.';
    const prefix = 2;
    const frames = await forcingFrames(live, { text, prefix, seed: 5 });
    const scored = await scoreFrames(live, { lines: [text], chosen: null });
    if (!frames || !('next' in frames) || !scored || !('next' in scored))
      throw new Error('no frames');
    const { places, parted, ...rest } = await frames.next(3);
    const [{ tokens }] = (await scored.next(3)).sentences;
    const labels = tokens.map(({ label }) => label);
    expect(rest).toEqual({ step: 3, prefix: labels.slice(0, prefix), skipped: [] });
    expect(places.map(({ truth }) => truth)).toEqual(labels.slice(prefix));
    places.forEach(({ forced }, at) =>
      expect(forced.nats).toBeCloseTo(tokens[prefix + at].nats, 4),
    );
    const idOf = (label: string) => data.symbols.indexOf(label);
    const read = labels.slice(0, prefix).map(idOf);
    const odds = uniformFloats(5, 0, places.length, 0, 1);
    for (const [at, { truth, drawn, free }] of places.entries()) {
      const shares = sharesAfter(read);
      expect(drawn).toBe(data.symbols[drawnFrom(shares, odds[at], data)]);
      expect(free.nats).toBeCloseTo(-Math.log(shares[idOf(truth)]), 3);
      expect(free.top[0].probability).toBeCloseTo(Math.max(...shares), 4);
      expect(free.top[0].label).toBe(data.symbols[shares.indexOf(Math.max(...shares))]);
      read.push(idOf(drawn));
    }
    const first = places.findIndex(({ truth, drawn }) => truth !== drawn);
    expect(parted).toBe(first < 0 ? null : first);
    // up to there both have read the same
    for (const { forced, free } of places.slice(0, first + 1)) expect(free).toEqual(forced);
    expect((await frames.next(3)).places).toEqual(places);
    frames.destroy();
    scored.destroy();
  });
}

/** A lesson is of the copy alone: it begins with the net’s own loss, ends with less, and leaves no trace. */
export async function checkLesson(kind: Kind): Promise<void> {
  await withTiny(kind, async ({ live }) => {
    const text = 'A rat sat on the cat.';
    const tuning = tuningOf({ ...defaultSettings(), learningRate: 0.5 });
    const weights = await live.net.readParameters();
    const frames = await typingFrames({ ...live, tuning }, { text, lessons: [] });
    const scored = await scoreFrames(live, { lines: [text], chosen: null });
    if (!frames || !scored || !('next' in scored)) throw new Error('no frames');
    const own = await frames.next(4);
    frames.take?.({ text, lessons: [text, '\u2603'.repeat(3)] });
    const { learned, suggestions } = await frames.next(5);
    const [{ tokens }] = (await scored.next(5)).sentences;
    const mean = tokens.reduce((sum, { nats }) => sum + nats, 0) / tokens.length;
    expect(learned).toMatchObject({ step: 5, steps: 10 });
    expect(learned?.before).toBeCloseTo(mean, 4);
    expect(learned?.after).toBeLessThan(mean - 0.1);
    expect(suggestions).not.toEqual(own.suggestions);
    expect(await live.net.readParameters()).toEqual(weights);
    frames.take?.({ text, lessons: [] });
    expect(await frames.next(6)).toEqual({ ...own, step: 6 });
    frames.destroy();
    scored.destroy();
  });
}
