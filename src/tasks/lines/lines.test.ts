import { describe, expect, it } from 'vitest';
import { defaultSettings, type Settings } from '../../config/settings.ts';
import type { HostInputs } from '../../data/batch-source.ts';
import { builtinLists } from '../../data/lists.ts';
import { endLabel, nothingLabel } from '../../data/tokens/token-set.ts';
import { CancelledError, TextError } from '../../lib/errors.ts';
import { maskedTarget } from '../../ops/masked-target.ts';
import { noToken } from '../../ops/no-token.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { lines } from './lines.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const settingsOf = (settings: Partial<Settings> = {}): Settings => ({
  ...{ ...defaultSettings(), task: 'lines' },
  ...settings,
});
const open = (source: TextSource, settings: Partial<Settings> = {}) =>
  lines.open(source, settingsOf(settings), quiet);
const paste = (text: string, settings: Partial<Settings> = {}) =>
  open({ kind: 'paste', text }, settings);
const file = (text: string, name: string, settings: Partial<Settings> = {}) =>
  open({ kind: 'file', file: new File([text], name) }, settings);
const textOf = async ({ content }: { content: Blob }) => await content.text();

describe('built-in lists', () => {
  it('open with as many lines as the menu promised', async () => {
    const ids = builtinLists.map(({ id }) => id);
    expect(lines.sources.map(({ id }) => id)).toEqual([...ids, 'dna-strands']);
    for (const { id, title, rows } of builtinLists) {
      const { info } = await open({ kind: 'builtin', id });
      expect(info).toMatchObject({ source: 'builtin', name: id, title, replacements: 0 });
      expect(info.rows).toMatchObject({ total: rows, refused: 0, remarks: [], unlisted: 0 });
      expect(info.heldOutTokens / info.tokens).toBeCloseTo(0.1, 1);
      expect(info.lines.length).toBe(12);
      expect(info.unigramEntropy).toBeLessThan(info.chanceLoss);
      expect(info.bigramEntropy).toBeLessThan(info.unigramEntropy);
    }
  });

  it('and strands of DNA, made here or of a FASTA, are lines too', async () => {
    const { info } = await open({ kind: 'builtin', id: 'dna-strands' });
    expect(info.rows).toMatchObject({ total: 4000, refused: 0 });
    expect(info.symbols.map(({ symbol }) => symbol).sort()).toEqual(['<EOS>', 'A', 'C', 'G', 'T']);
    const own = await paste('>one\nATG\nTAA\n>two\nAXT\n>three\nggu\n');
    expect(await textOf(own)).toBe('ATGTAA\nGGT\n');
    expect(own.info.rows).toMatchObject({ total: 2, refused: 1 });
    expect(own.info.rows?.remarks).toMatchObject([
      { row: 4, problem: { values: { task: 'dna', problem: 'no base' } } },
    ]);
    await expect(paste('>one\nAXT')).rejects.toThrow('no base');
  });

  it('are refused by an unknown name, and when the page has gone on', async () => {
    await expect(open({ kind: 'builtin', id: 'alice' })).rejects.toThrow(
      'no such built-in: name alice,',
    );
    const signal = AbortSignal.abort();
    const opening = lines.open({ kind: 'builtin', id: 'plants' }, settingsOf(), {
      ...quiet,
      signal,
    });
    await expect(opening).rejects.toThrow(CancelledError);
  });
});

describe('lines', () => {
  it('say what can be known of them without a net, their ends included', async () => {
    const { info } = await paste('ab\nab\nb');
    expect(info.symbols).toEqual([
      { symbol: 'b', count: 3 },
      { symbol: endLabel, count: 3 },
      { symbol: 'a', count: 2 },
    ]);
    expect(info.tokens).toBe(8);
    expect(info.chanceLoss).toBeCloseTo(Math.log(3), 12);
    const share = (count: number, of: number) => -count * Math.log(count / of);
    expect(info.unigramEntropy).toBeCloseTo((2 * share(3, 8) + share(2, 8)) / 8, 12);
    // only how a line begins is not certain: a, a, b
    expect(info.bigramEntropy).toBeCloseTo((share(2, 3) + share(1, 3)) / 8, 12);
  });

  it('are held out whole: no line is on both sides, however often it stands there', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `n${index % 100}`);
    const data = await paste(names.join('\n'), { heldOut: 20 });
    const { unrolling } = data.model(settingsOf({ batchSize: 7 }));
    const train = data.batches(unrolling, 5);
    const held = data.heldOut(unrolling)(Infinity);
    expect(data.info.rows).toMatchObject({ total: 300, train: 240, heldOut: 60, longest: 4 });
    const read = (fill: (into: HostInputs) => void) => {
      const size = unrolling.timeSteps * unrolling.batchSize;
      const batch = {
        tokens: new Uint32Array(size),
        targets: new Uint32Array(size),
        lengths: new Uint32Array(unrolling.batchSize),
      };
      fill(batch);
      return Array.from(batch.lengths, (length, row) =>
        Array.from({ length }, (_, time) => batch.targets[time * unrolling.batchSize + row]),
      )
        .filter((targets) => targets.length > 0)
        .map((targets) => data.targets.decode(targets).trimEnd());
    };
    const steps = Array.from({ length: Math.ceil(240 / 7) }, (_, step) => step);
    const trained = steps.flatMap((step) => read((into) => train.fill(step, into)));
    const chunks = Array.from({ length: held.chunks }, (_, chunk) => chunk);
    const tested = chunks.flatMap((chunk) => read((into) => held.fill(chunk, into)));
    expect(tested.length).toBe(60);
    expect(tested.filter((line) => trained.includes(line))).toEqual([]);
    expect(new Set([...trained, ...tested]).size).toBe(100);
    expect(held.total).toBe(data.info.heldOutTokens);
    expect(train.tokensPerStep).toBeCloseTo((7 * data.info.trainTokens) / 240, 9);
  });

  it('can be held out in another share, the same ones whatever the seed', async () => {
    const data = await paste(Array.from({ length: 50 }, (_, index) => `n${index}`).join('\n'));
    const more = data.withHeldOut(40);
    expect([data.info.rows?.heldOut, more.info.rows?.heldOut]).toEqual([5, 20]);
    expect(more.settings.heldOut).toBe(40);
    expect(more.info).toEqual((await paste(await textOf(data), { heldOut: 40, seed: 9 })).info);
    expect(more.info.hash).toBe(data.info.hash);
  });

  it('are read from nothing, and end', async () => {
    const data = await paste('Anna\nBob');
    const at = (symbol: string) => data.symbols.indexOf(symbol);
    expect(data.line('Bao')).toEqual({
      tokens: Uint32Array.of(noToken, at('B'), at('a'), at('o')),
      targets: Uint32Array.of(at('B'), at('a'), at('o'), at(endLabel)),
      labels: [nothingLabel, 'B', 'a', 'o'],
      skipped: [],
    });
    expect(data.line('x').labels).toEqual([nothingLabel]);
    expect(data.line('x').skipped).toEqual(['x']);
    expect(data.line('Bao', 2)).toMatchObject({
      labels: ['a', 'o'],
      targets: Uint32Array.of(at('o'), at(endLabel)),
    });
    expect([...data.beginning()]).toEqual([noToken]);
  });

  it('are drawn from nothing and what is given, up to half as long again as the longest', async () => {
    const { sequences, targets } = await paste('Anna\nAnna\nBob\nChristoph');
    if (!sequences) throw new Error('no lines are drawn');
    const given = targets.encode('Bo').tokens;
    expect([...sequences.begin([])]).toEqual([noToken]);
    expect([...sequences.begin(given)]).toEqual([noToken, ...given]);
    expect([sequences.end, sequences.limit]).toEqual([targets.end, 13]);
    expect([...sequences.known].sort()).toEqual(['Anna', 'Bob', 'Christoph']);
    const shares = ['A', 'B', 'C', 'n'].map(
      (one) => sequences.firsts[targets.encode(one).tokens[0]],
    );
    expect(shares).toEqual([0.5, 0.25, 0.25, 0]);
    expect(sequences.firsts.length).toBe(targets.size);
  });

  it('need a model with a step for every character and the end, which never reads the end', async () => {
    const data = await paste('Anna\nBob\nChristopher', { heldOut: 50 });
    const { model, objective, unrolling, shape } = data.model(settingsOf({ layers: 2 }));
    expect(unrolling).toMatchObject({ timeSteps: 12, batchSize: 32, hasLengths: true });
    expect([shape.vocabSize, shape.layers, objective.id]).toEqual([data.inputs.size, 2, 'softmax']);
    expect(model.carries).toBe(false);
    const batches = data.batches({ ...unrolling, batchSize: 4 }, 3);
    const batch = { tokens: new Uint32Array(48), targets: new Uint32Array(48) };
    batches.fill(0, batch);
    expect(batch.tokens).not.toContain(data.inputs.end);
    expect(batch.targets).toContain(data.targets.end);
    expect([...batch.tokens.subarray(0, 4)]).toEqual(new Array(4).fill(noToken));
    expect(batch.targets).toContain(maskedTarget);
    expect(() => data.model(settingsOf({ cell: 'none' }))).toThrow('no such choice: kind cell');
  });

  it('take rare characters as one unknown symbol, never their ends', async () => {
    const data = await paste('aaab\naac\nad', { symbols: 2 });
    expect(data.symbols).toEqual(['a', '\ufffd', endLabel]);
    expect(await textOf(data)).toBe('aaa\ufffd\naa\ufffd\na\ufffd\n');
    expect(data.info.rare).toEqual({ symbols: 3, characters: 3 });
    expect(data.model(settingsOf({ symbols: 1 }), true).shape.vocabSize).toBe(2);
  });
});

describe('kept lines', () => {
  it('open again as they were, whatever they look like and whatever they came from', async () => {
    const table = 'name,age\n"Roe, Anna",3\nBob,4\n"Carl, the\nsecond",5\nDora,6\n';
    const given = await file(table, 'people.csv', { column: 'name', symbols: 12 });
    const kept: TextSource = {
      kind: 'file',
      file: new File([given.content], 'people.csv'),
      kept: true,
      facts: { source: 'file', name: 'people.csv', title: 'people.csv', rare: given.info.rare },
    };
    const again = await open(kept, { column: 'name' });
    expect(again.symbols).toEqual(given.symbols);
    expect(await textOf(again)).toBe(await textOf(given));
    const { columns, column, ...rows } = given.info.rows ?? {};
    expect([columns, column]).toEqual([['name', 'age'], 'name']);
    expect(again.info).toEqual({ ...given.info, rows });
  });

  it('are all there, though usual ones are shorter without those that were too long', async () => {
    const usual = Array.from({ length: 197 }, (_, at) => `name ${at}`);
    const lines = [...usual, 'd'.repeat(100), 'e'.repeat(500), 'f'.repeat(501)];
    const given = await file(`${lines.join('\n')}\n`, 'lines.txt');
    expect(given.info.rows).toMatchObject({ total: 198, refused: 2, longest: 101 });
    const kept = new File([given.content], 'lines.txt');
    const again = await open({ kind: 'file', file: kept, kept: true });
    expect(again.info.rows).toMatchObject({ total: 198, refused: 0, longest: 101 });
    expect(again.info.hash).toBe(given.info.hash);
  });
});

describe('columns of a table', () => {
  const table = 'id;first;last\n1;Anna;Roe\n2;Bob;Poe\n3;Carl;Doe\n';
  const read = async (column: string, text = table, name = 'people.txt') =>
    (await textOf(await file(text, name, { column }))).trim().split('\n');

  it('are named, or numbered; the first where nothing is said', async () => {
    expect(await read('last')).toEqual(['Roe', 'Poe', 'Doe']);
    expect(await read(' 2 ')).toEqual(['Anna', 'Bob', 'Carl']);
    expect(await read('')).toEqual(['1', '2', '3']);
    expect((await file(table, 'people.txt', { column: '3' })).info.rows).toMatchObject({
      columns: ['id', 'first', 'last'],
      column: 'last',
    });
  });

  it('are none of a list, nor where whole lines are asked for', async () => {
    expect(await read('0')).toEqual(table.trim().split('\n'));
    expect(await read('', 'Anna, Bob\nCarl\nDora, Emil')).toEqual([
      'Anna, Bob',
      'Carl',
      'Dora, Emil',
    ]);
    expect(await read('', 'Anna\nBob\n', 'names.csv')).toEqual(['Anna', 'Bob']);
  });

  it('are refused where there is no such one, and those there are told', async () => {
    await expect(read('Last')).rejects.toThrow(
      'no such column: column Last, columns id, first, last',
    );
    await expect(read('4')).rejects.toThrow(TextError);
    await expect(read('name', 'Anna\nBob')).rejects.toThrow('columns Column 1');
  });
});

describe('bad rows', () => {
  it('are named with the reason; all others are used', async () => {
    const { info } = await file(
      `name,age\nAnna,3\nBob\n"Carl,4\n,5\n${'x'.repeat(600)},6\nDora\u0000,7\nEmil,8\n`,
      'people.csv',
    );
    expect(info.rows).toMatchObject({ total: 2, refused: 5 });
    expect(info.rows?.remarks).toEqual([
      { row: 3, problem: { code: 'ragged columns', values: { columns: 1, expected: 2 } } },
      { row: 4, problem: { code: 'unclosed quote', values: {} } },
      { row: 5, problem: { code: 'empty cell', values: { column: 'name' } } },
      { row: 6, problem: { code: 'row too long', values: { length: 600, limit: 511 } } },
      { row: 7, problem: { code: 'control character', values: { character: 'U+0000' } } },
    ]);
  });

  it('are those that would make every step so much longer, too', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `name ${index}`);
    names[7] = 'a'.repeat(65);
    names[9] = 'b'.repeat(64);
    const { info } = await paste(names.join('\n'));
    expect(info.rows).toMatchObject({ total: 199, refused: 1, longest: 65 });
    expect(info.rows?.remarks).toEqual([
      { row: 8, problem: { code: 'row too long', values: { length: 65, limit: 64 } } },
    ]);
    // among long ones it is nothing odd
    const long = names.map((name) => name.padEnd(50, '.'));
    expect((await paste(long.join('\n'))).info.rows).toMatchObject({ total: 200, refused: 0 });
    const longest = await paste(`a\n${'c'.repeat(511)}\n${'d'.repeat(512)}`);
    expect(longest.info.rows).toMatchObject({ total: 2, longest: 512 });
  });

  it('are told where there is no other', async () => {
    const refused = paste(`${'x'.repeat(512)}\n\n`);
    await expect(refused).rejects.toThrow(TextError);
    const reason = { code: 'row too long', values: { length: 512, limit: 511 } };
    await expect(refused).rejects.toMatchObject({
      problem: { code: 'no usable rows', values: { rows: 1, first: 1, reason } },
    });
    await expect(paste(' \n\t\n')).rejects.toThrow('no rows');
    await expect(file('name,name\n', 'a.csv')).rejects.toThrow('only a header');
    await expect(file('name,name\n,\n', 'a.csv')).rejects.toThrow('no usable rows: rows 1');
  });

  it('are looked at over some of them, spread over all, each from its beginning', async () => {
    const rows = Array.from({ length: 900 }, (_, row) => `${row}`.padEnd(7, '-'));
    rows[77] = 'x'.repeat(30);
    const data = await paste(rows.join('\n'));
    const heldOut = data.dataset(data.model(defaultSettings()).unrolling).counts.heldOut;
    for (const { lines, part, count } of [
      { lines: data.checkup(), part: 'train', count: 900 - heldOut },
      { lines: data.excerpt().lines, part: 'heldOut', count: heldOut },
    ] as const) {
      expect(lines.length).toBe(part === 'train' ? 16 : 64);
      lines.forEach(({ tokens, targets }, at) => {
        const index = Math.floor((at * count) / lines.length);
        const own = data.dataset(data.model(defaultSettings()).unrolling).at(part, index);
        expect([...tokens]).toEqual(Array.from(own.inputs));
        expect([...targets]).toEqual(Array.from(own.targets));
        expect(tokens[0]).toBe(noToken);
      });
    }
    expect(data.excerpt().isHeldOut).toBe(true);
  });

  it('leave one line alone to train on', async () => {
    const data = await paste('Anna\n\u0000\n');
    expect(data.info.rows).toMatchObject({ total: 1, train: 1, heldOut: 0, refused: 1 });
    expect(data.excerpt().isHeldOut).toBe(false);
    expect(data.info.lines).toEqual(['Anna']);
  });
});
