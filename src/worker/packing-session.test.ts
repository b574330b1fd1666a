/** Texts packed and opened again from the page's side, while the net trains on, and files that are refused. */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../config/settings.ts';
import type { PackedText, PackingProblem } from '../protocol/packing.ts';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';

const workers: WorkerSession[] = [];
afterEach(() => workers.splice(0).forEach((worker) => worker.close()));

const recorded = new URL('../testing/fixtures/packed/', import.meta.url);
const own = 'to be or not to be, that is the question. ';
const text = `${own.repeat(8)}Ωραία — “quite so”\n`;

async function open(settings: Partial<Settings> = {}, trained = own): Promise<WorkerSession> {
  const worker = await WorkerSession.open({ ...cpuNet, ...settings }, { text: trained.repeat(60) });
  workers.push(worker);
  return worker;
}

async function pack(worker: WorkerSession, given: string | Blob): Promise<PackedText> {
  const packed = worker.next('pack.packed');
  worker.send({ type: 'pack.text', id: 7, text: given });
  return (await packed).packed;
}

async function opened(worker: WorkerSession, file: Blob): Promise<{ text: string; step: number }> {
  const told = worker.next('pack.opened');
  worker.send({ type: 'pack.open', id: 8, file });
  return told;
}

async function refusal(worker: WorkerSession, ask: () => void): Promise<PackingProblem> {
  const refused = worker.next('pack.refused');
  ask();
  return (await refused).problem;
}

const refusedFile = (worker: WorkerSession, ...bytes: BlobPart[]) =>
  refusal(worker, () => worker.send({ type: 'pack.open', id: 9, file: new Blob(bytes) }));

describe('packing on the page', () => {
  it('gives a file and its rivals, and the text again after further steps', async () => {
    const worker = await open({ learningRate: 0.01 });
    await worker.step(60);
    const { file, bytes, ...facts } = await pack(worker, text);
    const characters = Array.from(text).length;
    // five Greek letters, a dash and two marks
    expect(facts).toEqual({ step: 60, characters, tokens: characters - 9, escaped: 9 });
    expect(bytes).toMatchObject({ net: file.length, plain: Buffer.byteLength(text) });
    expect(Math.abs((bytes.gzip ?? 0) - gzipSync(text).length)).toBeLessThan(8);
    // it has learned something, and who knows which letter follows which knows more than nothing
    expect(bytes.net).toBeLessThan(bytes.chance);
    expect(bytes.bigram).toBeLessThan(bytes.chance);
    await worker.step(2);
    expect(await opened(worker, new Blob([file]))).toMatchObject({ text, step: 60 });
    // a file of a person's own, whatever it begins with
    const marked = `\ufeff${own}`;
    const again = await pack(worker, new Blob([marked]));
    expect(await opened(worker, new Blob([again.file]))).toMatchObject({ text: marked, step: 62 });
    const empty = await pack(worker, '');
    expect(empty).toMatchObject({ characters: 0, tokens: 0 });
    expect((await opened(worker, new Blob([empty.file]))).text).toBe('');
    expect(worker.problems).toEqual([]);
  });

  it('gives up what was asked for before, and what is called off', async () => {
    const worker = await open();
    worker.send({ type: 'pack.text', id: 1, text });
    worker.send({ type: 'pack.text', id: 2, text: own });
    expect((await worker.next('pack.packed')).id).toBe(2);
    worker.send({ type: 'pack.text', id: 3, text });
    worker.send({ type: 'pack.cancel' });
    await pack(worker, own);
    const ids = worker.messages.flatMap((one) => (one.type === 'pack.packed' ? [one.id] : []));
    expect(ids).toEqual([2, 7]);
  });

  it('refuses files of other nets, and what is none, by name', async () => {
    const worker = await open();
    const { file } = await pack(worker, text);
    const other = await open({ seed: 9 });
    expect(await refusedFile(other, file)).toEqual({
      code: 'packed with other weights',
      values: { step: 0, ownStep: 0 },
    });
    const alphabet = await open({}, 'another text of other letters? ');
    expect((await refusedFile(alphabet, file)).code).toBe('packed with another vocabulary');
    const words = await open({ level: 'word', sequences: 'sentence', vocabulary: 20 });
    expect(await refusedFile(words, file)).toEqual({
      code: 'packed with other tokens',
      values: {
        ...{ level: 'character', sequences: 'stream' },
        ...{ ownLevel: 'word', ownSequences: 'sentence' },
      },
    });
    expect((await refusedFile(worker)).code).toBe('packed file empty');
    expect((await refusedFile(worker, 'PK\x03\x04 and so on')).code).toBe('no packed file');
    expect((await refusedFile(worker, file.slice(0, 4))).code).toBe('packed file damaged');
    const changed = (at: number, bytes = file.slice()) => {
      bytes[at] ^= 1;
      return bytes;
    };
    expect(await refusedFile(worker, changed(4))).toEqual({
      code: 'packed by another version',
      values: { version: 0, known: 1 },
    });
    for (const at of [5, 6, 20, 22, 26, 30, file.length - 1]) {
      expect((await refusedFile(worker, changed(at))).code, `byte ${at}`).toBe(
        'packed file damaged',
      );
    }
    for (const part of [file.slice(0, 29), file.slice(0, -1), new Uint8Array([...file, 0])]) {
      expect((await refusedFile(worker, part)).code).toBe('packed file damaged');
    }
  });

  it('compares two kept runs, each on the other’s text, while a third one trains', async () => {
    const worker = await open();
    for (const [at, trained] of [own, 'a bird in the hand is worth two. '].entries()) {
      if (at > 0) {
        await worker.openText(trained.repeat(60), cpuNet);
        await worker.build(cpuNet);
      }
      const from = worker.messages.length;
      await worker.step(40);
      await worker.next('run.kept', ({ step }) => step === 40, from);
    }
    await worker.build({ ...cpuNet, seed: 2 });
    await worker.session.handle({ type: 'runs.list' });
    const lists = worker.messages.flatMap((one) => (one.type === 'runs.listed' ? [one.kept] : []));
    const [bird, be] = lists.at(-1)!.runs.map(({ id }) => id);
    const compared = worker.next('pack.compared');
    worker.send({ type: 'pack.compare', id: 3, runs: [be, bird] });
    const { nets, written } = (await compared).compared;
    expect(nets.map(({ step }) => step)).toEqual([40, 40]);
    // what each has learned helps it with its own text, and lets it lack letters of the other
    for (const [at, { costs }] of nets.entries()) {
      expect(costs[at].lacking).toBe(0);
      expect(costs[1 - at].lacking).toBeGreaterThan(0);
      expect(costs[at].bits).toBeLessThan(costs[1 - at].bits);
    }
    expect(written).toHaveLength(10);
    const gone = () => worker.send({ type: 'pack.compare', id: 4, runs: [be, '0123456789abcdef'] });
    expect((await refusal(worker, gone)).code).toBe('kept run not read');
    await worker.step(1);
    expect(worker.problems).toEqual([]);
  });

  it('opens what was packed before, and packs it into the same bytes', async () => {
    const read = (name: string) => readFile(new URL(name, recorded));
    const expected = await read('text.txt');
    const worker = await WorkerSession.start({ engine: 'cpu' });
    workers.push(worker);
    const source = { kind: 'builtin', id: 'alice' } as const;
    const ready = worker.orRefused('text.ready', 'text.refused');
    worker.send({ type: 'text.read', id: 1, source, settings: defaultSettings() });
    await ready;
    worker.send({ type: 'text.take', id: 1 });
    const file = new Blob([await read('characters.safetensors')]);
    const isRead = worker.orRefused('run.ready', 'run.refused');
    worker.send({ type: 'run.read', id: 2, file, settings: cpuNet });
    await isRead;
    const loaded = worker.orRefused('run.loaded', 'run.refused');
    worker.send({ type: 'run.take', id: 2 });
    await loaded;
    const packed = await read('characters.packed');
    expect((await opened(worker, new Blob([packed]))).text).toBe(expected.toString());
    expect(Buffer.from((await pack(worker, expected.toString())).file)).toEqual(packed);
  });

  it('refuses nets that foretell nothing, and texts that are none', async () => {
    const worker = await open();
    const pack = (on: WorkerSession, text: string | Blob) =>
      refusal(on, () => on.send({ type: 'pack.text', id: 1, text }));
    expect((await pack(worker, new Blob([Uint8Array.of(0xe9, 0x20)]))).code).toBe(
      'text not in UTF-8',
    );
    expect((await pack(worker, ' '.repeat(2 ** 22 + 1))).code).toBe('text too long to pack');
    const none = await WorkerSession.start({ engine: 'cpu' });
    workers.push(none);
    expect((await pack(none, 'a')).code).toBe('no net to pack with');
    const both = await WorkerSession.open(
      { ...cpuNet, task: 'tagging', directions: 'both' },
      { text: 'word\ttag\na\tO\nb\tO\n\nc\tO\n\nd\tO\ne\tO\n' },
    );
    workers.push(both);
    expect((await pack(both, 'a')).code).toBe('net reads ahead');
  });
});
