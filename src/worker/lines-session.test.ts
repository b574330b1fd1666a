/** A net on lines, from the page's side: what is drawn are whole lines, and what they are is told. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Settings } from '../config/settings.ts';
import { endLabel } from '../data/tokens/token-set.ts';
import type { SampledLine } from '../protocol/frames.ts';
import type { PageMessage } from '../protocol/messages.ts';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

const names = ['Anna', 'Annie', 'Bob', 'Bobby', 'Carl', 'Carla', 'Dora', 'Dorothy', 'Emil', 'Eva'];
const text = Array.from({ length: 20 }, (_, index) => names[index % 10]).join('\n');
const settings: Settings = { ...cpuNet, task: 'lines', batchSize: 5, learningRate: 0.02 };
const limit = 10;

type Wish = Omit<Extract<PageMessage, { type: 'sample.draw' }>, 'type'>;
const wish: Wish = { prompt: '', temperature: 1, topK: 0, length: 40, seed: 3 };

const textOf = ({ tokens }: SampledLine) =>
  tokens
    .map(({ symbol }) => symbol)
    .filter((symbol) => symbol !== endLabel)
    .join('');

async function drawn(own: Partial<Wish> = {}) {
  const from = worker.messages.length;
  const ended = worker.next('sample.ended');
  worker.send({ type: 'sample.draw', ...wish, ...own });
  expect((await ended).reason).toBe('complete');
  const told = worker.messages.slice(from);
  const found = told.flatMap((one) => (one.type === 'sample.lines' ? [one] : []));
  return { told, lines: found.flatMap(({ lines }) => lines), counts: found.at(-1)?.counts };
}

describe('lines on the page', () => {
  it('are drawn whole, as many as are wished, and counted', async () => {
    worker = await WorkerSession.open(settings, { text });
    const { told, lines, counts } = await drawn();
    expect(told.map(({ type }) => type)).not.toContain('sample.tokens');
    expect(told.map(({ type }) => type)).not.toContain('sample.compared');
    expect(lines.length).toBe(40);
    const seen = new Set<string>();
    for (const line of lines) {
      const end = line.tokens.findIndex(({ symbol }) => symbol === endLabel);
      expect(line.isCut).toBe(end < 0);
      expect(line.tokens.length).toBe(end < 0 ? limit : end + 1);
      const known = names.includes(textOf(line)) ? 'in list' : 'new';
      expect(line.kind).toBe(known === 'new' && seen.has(textOf(line)) ? 'repeated' : known);
      seen.add(textOf(line));
    }
    // a net that knows nothing yet says nothing that is known
    expect(lines.some(({ isCut }) => isCut)).toBe(true);
    const count = (kind: SampledLine['kind']) => lines.filter((one) => one.kind === kind).length;
    expect(counts).toEqual({
      ...{ drawn: 40, isNew: count('new'), inList: count('in list'), repeated: count('repeated') },
    });
    expect((await drawn()).lines).toEqual(lines);
    expect((await drawn({ length: 7 })).lines).toEqual(lines.slice(0, 7));
    expect(worker.problems).toEqual([]);
  });

  it('are as long as is wished, or not drawn', async () => {
    worker = await WorkerSession.open(settings, { text });
    const { lines } = await drawn({ prompt: 'Do', shortest: 4, longest: 5 });
    expect(new Set(lines.map((line) => textOf(line).length))).toEqual(new Set([2, 3]));
    expect(lines.every(({ isCut }) => !isCut)).toBe(true);
    // an end too early is cut, and at the limit everything but the end
    for (const { tokens } of lines) {
      expect(tokens.slice(0, 2).every(({ cut = 0 }) => cut > 0)).toBe(true);
      if (tokens.length === 4) expect(tokens[3].cut).toBeGreaterThan(0.5);
      else expect(tokens[2].cut).toBeUndefined();
    }
    const refused = worker.next('sample.refused');
    worker.send({ type: 'sample.draw', ...wish, shortest: 5, longest: 4 });
    expect((await refused).problem).toEqual({
      code: 'lengths crossed',
      values: { shortest: 5, longest: 4 },
    });
  });

  it('are those of the list once they are learned, and begin with what is given', async () => {
    worker = await WorkerSession.open(settings, { text });
    await worker.trainTo(400);
    const { lines, counts } = await drawn({ temperature: 0.5 });
    expect(counts?.inList).toBeGreaterThan(30);
    expect(new Set(lines.map(textOf)).size).toBeGreaterThan(4);
    const given = await drawn({ prompt: 'Do!', temperature: 0.5 });
    const started = given.told.find(({ type }) => type === 'sample.started');
    expect(started).toMatchObject({ prompt: 'Do', skipped: ['!'] });
    const whole = given.lines.map((line) => `Do${textOf(line)}`);
    expect(new Set([...whole, 'Dora', 'Dorothy']).size).toBeLessThan(12);
    given.lines.forEach(({ kind }, at) => {
      expect(kind === 'in list').toBe(names.includes(whole[at]));
    });
    expect(given.counts?.inList).toBeGreaterThan(30);
    // more than any line may have: something is drawn all the same
    const long = await drawn({ prompt: 'Annie'.repeat(4), length: 3 });
    expect(long.lines.map(({ tokens }) => tokens.length)).toEqual([1, 1, 1]);
    expect(worker.problems).toEqual([]);
  });

  it('are drawn by themselves while the net trains', async () => {
    worker = await WorkerSession.open({ ...settings, diary: 'on' }, { text });
    const told = worker.next('diary.entry');
    worker.send({ type: 'training.start' });
    const { entry } = await told;
    expect(entry.text.split('\n')).toHaveLength(16);
    expect(entry.text).not.toContain(endLabel);
    expect(Math.max(...entry.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(
      limit,
    );
    // what each is, as in a sample that a person draws
    const seen = new Set<string>();
    expect(entry.lines!.map(({ text: line }) => line)).toEqual(entry.text.split('\n'));
    for (const { text: line, kind, isCut } of entry.lines!) {
      const known = names.includes(line) ? 'in list' : 'new';
      expect(kind).toBe(known === 'new' && seen.has(line) ? 'repeated' : known);
      if (isCut) expect(line.length).toBe(limit);
      seen.add(line);
    }
    worker.send({ type: 'training.pause' });
    expect(worker.problems).toEqual([]);
  });

  it('have a first character whose odds are shown beside its share in the list', async () => {
    worker = await WorkerSession.open(settings, { text });
    await worker.trainTo(400);
    const { tokens } = await worker.look('first', {});
    expect(tokens.length).toBe(12);
    expect(
      tokens
        .map(({ symbol }) => symbol)
        .slice(0, 5)
        .sort(),
    ).toEqual(['A', 'B', 'C', 'D', 'E']);
    for (const { probability, share } of tokens.slice(0, 5)) {
      expect(share).toBeCloseTo(0.2, 12);
      expect(probability).toBeGreaterThan(0.05);
    }
    expect(tokens.slice(5).every(({ share }) => share === 0)).toBe(true);
    const odds = tokens.map(({ probability }) => probability);
    expect(odds).toEqual([...odds].sort((a, b) => b - a));
    const sum = odds.reduce((total, one) => total + one, 0);
    expect(sum).toBeLessThanOrEqual(1 + 1e-12);
    expect(sum).toBeGreaterThan(0.95);
    // those that lines are drawn with
    const { lines } = await drawn({ length: 200 });
    const firsts = lines.map((line) => line.tokens[0]);
    for (const { symbol, probability } of tokens.slice(0, 5)) {
      const same = firsts.filter((one) => one.symbol === symbol);
      for (const one of same) expect(one.probability).toBeCloseTo(probability, 5);
      expect(Math.abs(same.length / 200 - probability)).toBeLessThan(0.12);
    }
  });
});

describe('names by label on the page', () => {
  const table = Array.from({ length: 30 }, () => ['a,Anna', 'b,Bob', 'c,Carl']).flat();

  it('are drawn for each label in turn, or for one, and a classifier says what they sound like', async () => {
    const own: Settings = { ...settings, task: 'labelled-names' };
    worker = await WorkerSession.open(own, { text: table.join('\n') });
    await worker.trainTo(150);
    const inTurn = await drawn({ length: 20, temperature: 0.5 });
    expect(inTurn.lines.map(({ label }) => label).join('')).toBe('abcabcabcabcabcabcab');
    const known = new Map([
      ['a', 'Anna'],
      ['b', 'Bob'],
      ['c', 'Carl'],
    ]);
    const isOwn = (line: SampledLine) => textOf(line) === known.get(line.label ?? '');
    expect(inTurn.lines.filter(isOwn).length).toBeGreaterThan(17);
    for (const line of inTurn.lines.filter(isOwn)) expect(line.verdict).toBe(line.label);
    expect(inTurn.counts?.byLabel?.map(({ drawn: count }) => count)).toEqual([7, 7, 6]);
    const ofOne = await drawn({ length: 18, temperature: 0.5, label: 'b', prompt: 'B' });
    expect(new Set(ofOne.lines.map(({ label }) => label))).toEqual(new Set(['b']));
    expect(ofOne.lines.filter((line) => textOf(line) === 'ob').length).toBeGreaterThan(15);
    expect(ofOne.counts?.byLabel).toMatchObject([{ label: 'b', drawn: 18 }]);
    expect((await drawn({ length: 3, label: 'none' })).lines.map(({ label }) => label)).toEqual([
      ...'abc',
    ]);
    expect(worker.problems).toEqual([]);
  });

  it('are drawn by themselves with their labels in front', async () => {
    const own: Settings = { ...settings, task: 'labelled-names', diary: 'on' };
    worker = await WorkerSession.open(own, { text: table.join('\n') });
    const told = worker.next('diary.entry');
    worker.send({ type: 'training.start' });
    const { lines = [] } = (await told).entry;
    expect(lines.map(({ text: line }) => line.slice(0, 3))).toEqual(
      Array.from({ length: 16 }, (_, at) => `${'abc'[at % 3]}: `),
    );
    worker.send({ type: 'training.pause' });
    expect(worker.problems).toEqual([]);
  });
});

describe('a text on the page', () => {
  it('has no first character of its own to show, and is drawn token by token', async () => {
    worker = await WorkerSession.open(cpuNet);
    const ended = worker.next('sample.ended');
    worker.send({ type: 'view.open', view: 'first', id: 9, wish: {} });
    worker.send({ type: 'sample.draw', ...wish });
    expect((await ended).reason).toBe('complete');
    await worker.quiet();
    expect(worker.framesOf('first')).toBe(0);
    const types = worker.messages.map(({ type }) => type);
    expect([types.includes('sample.tokens'), types.includes('sample.lines')]).toEqual([
      true,
      false,
    ]);
    expect(worker.problems).toEqual([]);
  });
});
