/** Tunes: made from a first note, seen as a roll with gates, heard when somebody says so, and saved. */
import { expect } from 'vitest';
import type { GatesFrame, SampledLine } from '../../protocol/frames.ts';
import { textOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';
import type { StagedPage } from './staged-page.ts';

const end = '<EOS>';
const lineOf = (symbols: string, copied: number | null, isCut = false): SampledLine => ({
  tokens: symbols.split(' ').map((symbol) => ({ symbol, probability: 1, rank: 1, top: [] })),
  ...{ isCut, kind: 'new', copied },
});
/** Behind C4: two notes at 0, one at 4 for 12; then one note and what makes none, cut off. */
const lines = [lineOf(`4+0 E4 4+4 G4 12+12 ${end}`, 0.25), lineOf('2+2 D4 D4', null, true)];

/** Of each gate the units' means at the first token of every note are these, and 1 at all others. */
const means = { update: [0.25, 0.5, 0.75], forget: [1, 0.5, 0] };
const tokens = ['0\u20d7', 'C4', '4+0', 'E4', '4+4', 'G4', '12+12'];
const tracesOf = (id: string, own: readonly number[]) => ({
  id,
  values: Float32Array.from(
    tokens.flatMap((_, at) => (at % 2 === 1 ? [own[(at - 1) / 2], own[(at - 1) / 2]] : [1, 1])),
  ),
});
const gates: GatesFrame = {
  ...{ step: 5, layer: 1, direction: 0, tokens, skipped: [], hiddenSize: 2 },
  traces: [
    tracesOf('update', means.update),
    tracesOf('forget', means.forget),
    { id: 'hidden', values: new Float32Array(2 * tokens.length) },
  ],
  ...{ starts: [], expected: null, loss: NaN, pinned: 0, unpinned: null },
};

const panel = (page: StagedPage) => page.one('tunes-panel');
const canvas = (page: StagedPage) => page.drawingOf(page.one('canvas', page.one('tune-roll')));
/** Where it begins, and how wide it is, from left to right. */
const boxes = (page: StagedPage, colour: string) =>
  canvas(page)
    .boxes.filter((box) => box.colour === `--${colour}`)
    .map(({ at: [x, y], width }) => [x, y, width]);

async function made(page: StagedPage): Promise<void> {
  await page.say({ type: 'sample.started', prompt: 'C4', skipped: [], step: 1234, pinned: 0 });
  await page.say(
    { type: 'sample.lines', lines, counts: { drawn: 2, isNew: 2, inList: 0, repeated: 0 } },
    { type: 'sample.ended', reason: 'complete' },
  );
}

const symbols = ['C5', end, '4+4', 'A3', 'C#4', 'D4'].map((symbol) => ({ symbol, count: 1 }));

export const tunesChecks: Checks = {
  'tunes are made and read': onPage(
    async (page) => {
      const [first] = page.all<HTMLSelectElement>('select', panel(page));
      expect(page.texts('option', first)).toEqual(['the net’s own', 'A3', 'C#4', 'D4', 'C5']);
      await page.set('prompt', 'D4');
      await page.press('Make tunes', panel(page));
      expect(page.lastSent('sample.draw')).toMatchObject({ prompt: 'D4', length: 4 });
      expect(page.all('tune-roll')).toEqual([]);

      await made(page);
      expect(page.text('.foot [role=status]', panel(page))).toBe('2 tunes, made at step 1,234');
      expect(page.text('.notes', panel(page))).toBe('C4 4+0 E4 4+4 G4 12+12');
      const words = '3 notes, 1.0 bars.';
      expect(page.one('[role=img]', panel(page)).getAttribute('aria-label')).toBe(words);
      expect(page.texts('p', panel(page))).toContain(
        `${words} 25 % of its stretches of eight notes stand in the tunes that it learns from.`,
      );
      expect(page.wished('tune-gates')?.wish).toMatchObject({ line: 'C4 4+0 E4 4+4 G4 12+12' });
      canvas(page).boxes = [];
      await page.show('tune-gates', gates);
      // sixteenths are 7 wide behind 28, pitches 5 high: from C5 at the top, down to C4
      expect(boxes(page, 'accent')).toEqual([
        [28.5, 68, 27],
        [28.5, 48, 27],
        [56.5, 33, 83],
      ]);
      expect(boxes(page, 'line').map(([x]) => x)).toEqual([28, 140]);
      // a gate that is fully open is 12 high
      expect(boxes(page, 'gate-update')).toEqual([
        [28, 95 - 3, 28],
        [28, 95 - 6, 28],
        [56, 95 - 9, 84],
      ]);
      expect(boxes(page, 'gate-forget').map(([, y]) => y)).toEqual([111 - 12, 111 - 6, 111]);

      const choice = page.all<HTMLSelectElement>('.play select', panel(page))[0];
      await page.enter(choice, '1');
      expect(page.text('.notes', panel(page))).toBe('C4 2+2 D4 D4');
      expect(page.text('tune-roll + p', panel(page))).toBe(
        '1 note, 0.1 bars. Left out, since they stand where they make no note: 2 tokens.',
      );
    },
    { hash: '#task=tunes', text: textOf({ symbols }) },
  ),

  'a tune is heard when somebody says so, and saved': onPage(
    async (page) => {
      await made(page);
      expect(page.sounds).toEqual([]);
      const tempo = page.one('.play input', panel(page));
      await page.enter(tempo, '60');
      expect(tempo.getAttribute('aria-valuetext')).toBe('60 quarters per minute');
      await page.press('Save MIDI', panel(page));
      await page.press('Save WAV', panel(page));
      const [midi, wav] = page.downloads;
      expect([midi.name, wav.name]).toEqual(
        ['mid', 'wav'].map((kind) => `alice-lstm-step1234-tune-1.${kind}`),
      );
      // a bar of four quarters in as many seconds, and the last sound dies away
      const samples = Math.ceil(44_100 * 4.12);
      expect(wav.file.size).toBe(44 + 2 * samples);
      // microseconds of a quarter
      const bytes = Buffer.from(await midi.file.arrayBuffer()).toString('hex');
      expect(bytes).toContain(`ff5103${(1e6).toString(16).padStart(6, '0')}`);

      await page.press('Play', panel(page));
      expect(page.sounds).toMatchObject([{ samplesPerSecond: 44_100, isPlaying: true }]);
      expect(page.sounds[0].samples).toHaveLength(samples);
      expect(tempo.hasAttribute('disabled')).toBe(true);
      canvas(page).boxes = [];
      await page.rest(200);
      // the third has begun, and what has been played is behind the line
      expect(boxes(page, 'series-validation').at(-1)).toEqual([56.5, 33, 83]);
      const [x] = boxes(page, 'bad').at(-1)!;
      expect(Math.abs(x - (28 + 4 * 7 * 1.4))).toBeLessThan(2);
      await page.press('Stop playing', panel(page));
      expect(page.sounds[0].isPlaying).toBe(false);

      await page.press('Play', panel(page));
      await page.rest(4200);
      expect(page.sounds).toHaveLength(2);
      expect(page.button('Play', panel(page)).disabled).toBe(false);
      // others are made while one is played
      await page.press('Play', panel(page));
      await made(page);
      expect(page.sounds.map(({ isPlaying }) => isPlaying)).toEqual([false, false, false]);
    },
    { hash: '#task=tunes', text: textOf({ symbols }) },
  ),
};
