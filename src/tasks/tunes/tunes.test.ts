import { type MidiEvent, writeMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import { bluesTunes } from '../../data/generators/blues.ts';
import { readTune } from '../../lib/tunes/tune.ts';
import { midiOf } from '../../lib/tunes/midi.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { tunes } from './tunes.ts';

const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
const settings = { ...defaultSettings(), task: 'tunes', heldOut: 10 };
const open = (source: TextSource) => tunes.open(source, settings, quiet);
const openFile = (bytes: Uint8Array | number[], name = 'tune.mid') =>
  open({ kind: 'file', file: new File([Uint8Array.from(bytes)], name) });

const walk = Array.from({ length: 40 }, (_, at) => ({
  at: at * 2,
  length: 2,
  pitch: 60 + (at % 7),
}));
const good = midiOf(walk, 120);

type Strike = [deltaTime: number, noteNumber: number, velocity: number];
const struck = (channel: number, all: Strike[]): MidiEvent[] =>
  all.map(([deltaTime, noteNumber, velocity]) => ({
    deltaTime,
    type: 'noteOn',
    channel,
    noteNumber,
    velocity,
  }));
const end: MidiEvent = { deltaTime: 0, meta: true, type: 'endOfTrack' };
const fileOf = (format: 0 | 1 | 2, tracks: MidiEvent[][]) =>
  Uint8Array.from(
    writeMidi({
      header: { format, numTracks: tracks.length, ticksPerBeat: 4 },
      tracks: tracks.map((one) => [...one, end]),
    }),
  );

/** Many notes that last so many minutes in all, at 120 quarters a minute. */
const lasting = (minutes: number) =>
  fileOf(0, [
    struck(
      0,
      Array.from({ length: 100 }, (_, at): Strike => [minutes * 4.8, 60, at % 2 ? 0 : 80]),
    ),
  ]);

const refused: [what: string, bytes: Uint8Array | number[], problem: string][] = [
  ['empty', [], 'damaged MIDI'],
  [
    'of letters',
    Array.from('MThd and then words', (letter) => letter.charCodeAt(0)),
    'damaged MIDI',
  ],
  ['cut in its header', good.slice(0, 11), 'damaged MIDI'],
  ['cut in its track', good.slice(0, 60), 'damaged MIDI'],
  ['without its track', good.slice(0, 14), 'damaged MIDI'],
  [
    'of format 2',
    fileOf(2, [struck(0, [[0, 60, 80]]), struck(0, [[0, 62, 80]])]),
    'MIDI of format 2',
  ],
  ['of film frames', good.map((byte, at) => (at === 12 ? 0xe8 : byte)), 'MIDI by frames'],
  [
    'of drums alone',
    fileOf(0, [
      struck(9, [
        [0, 36, 80],
        [4, 36, 0],
      ]),
    ]),
    'MIDI without notes',
  ],
  ['without any event', fileOf(0, [[]]), 'MIDI without notes'],
  ['of 30 minutes', lasting(30), 'MIDI too long'],
  ['of two notes', midiOf(walk.slice(0, 2), 120), 'too few notes'],
];

describe('MIDI files', () => {
  it.each(refused)('%s are refused by name', async (_, bytes, problem) => {
    const told = { code: 'of a task', values: { task: 'tunes', problem } };
    await expect(openFile(bytes)).rejects.toMatchObject({ problem: told });
    expect(tunes.info.problems?.en[problem]).toBeDefined();
  });

  it('give notes as they were written', async () => {
    const data = await openFile(good);
    expect(data.info.rows).toMatchObject({ total: 1, refused: 0 });
    const { targets } = data.dataset(data.model({ ...settings }).unrolling).at('train', 0);
    const tokens = Array.from(targets, (id) => data.targets.label(id));
    expect(tokens.at(-1)).toBe('<EOS>');
    expect(readTune(tokens.slice(0, -1)).notes).toEqual(walk);
    expect(data.info.source).toBe('file');
    await expect(openFile(lasting(10))).resolves.toBeDefined();
  });

  it('keep of each hand the loudest note, and no drums', async () => {
    const chord = (base: number): Strike[] =>
      Array.from({ length: 16 }, (_, at): Strike[] => [
        [at === 0 ? 0 : 1, base, 60],
        [0, base + 4, 90],
        [0, base + 7, 60],
        [1, base, 0],
        [0, base + 4, 0],
        [0, base + 7, 0],
      ]).flat();
    const data = await openFile(
      fileOf(1, [struck(0, chord(72)), struck(1, chord(36)), struck(9, chord(40))]),
    );
    const [line] = data.info.preview.split('\n');
    const { notes } = readTune(line.split(' '));
    expect(notes).toHaveLength(32);
    expect(new Set(notes.map(({ pitch }) => pitch))).toEqual(new Set([76, 40]));
  });

  it('are cut into lines that a net can read whole', async () => {
    const long = Array.from({ length: 1000 }, (_, at) => ({
      at,
      length: 1,
      pitch: 60 + (at % 12),
    }));
    const data = await openFile(midiOf(long, 120));
    expect(data.info.rows?.longest).toBeLessThanOrEqual(385);
    // all but the ends of lines are notes, of two tokens
    expect((data.info.tokens - (data.info.rows?.total ?? 0)) / 2).toBe(1000);
  });
});

describe('tunes', () => {
  it('that are pasted are read, or refused with their row', async () => {
    const line = Array.from({ length: 16 }, () => 'C4 2+2').join(' ');
    const data = await open({ kind: 'paste', text: `${line}\n${line} E4\nC4 2+2 x4 1+1\n` });
    expect(data.info.rows).toMatchObject({ total: 1, refused: 2 });
    expect(data.info.rows?.remarks).toMatchObject([
      {
        row: 2,
        problem: { values: { problem: 'not a note', values: { place: 34, found: '<EOS>' } } },
      },
      { row: 3, problem: { values: { problem: 'not a note', values: { place: 3, found: 'x4' } } } },
    ]);
    const file = new File([data.content], 'kept.txt');
    const again = await open({ kind: 'file', file, kept: true });
    expect([again.info.hash, again.symbols]).toEqual([data.info.hash, data.symbols]);
  });

  it('that are made up are the same again, twenty-four bars long', async () => {
    const one = await open({ kind: 'builtin', id: 'blues' });
    const text = await one.content.text();
    expect(text.startsWith(bluesTunes(2, 1).join('\n'))).toBe(true);
    expect(one.info.rows).toMatchObject({ total: 600, refused: 0 });
    const first = readTune(one.info.preview.split('\n')[0].split(' '));
    expect(first.misplaced).toEqual([]);
    expect(first.length).toBe(24 * 16);
  });

  it('know how much of a drawn one stands in them', async () => {
    const line = (pitch: string) => Array.from({ length: 16 }, () => `${pitch} 2+2`).join(' ');
    const data = await open({ kind: 'paste', text: `${line('C4')}\n${line('E4')}` });
    const share = (text: string) => data.sequences?.copiedShare?.(data.targets.encode(text).tokens);
    expect(share(line('C4'))).toBe(1);
    // six of thirteen stretches are all of one pitch; the others stand in none
    const half = (pitch: string) => Array.from({ length: 10 }, () => `${pitch} 2+2`).join(' ');
    expect(share(`${half('C4')} ${half('E4')}`)).toBeCloseTo(6 / 13, 6);
    expect(share('C4 2+2')).toBeNull();
  });
});
