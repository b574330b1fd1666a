/** What is wanted of tunes that a net makes: by bars, by what is copied, and that others can open them. */
import { execFileSync } from 'node:child_process';
import { midiOf } from '../../src/lib/tunes/midi.ts';
import { barLength, type ReadTune, readTune } from '../../src/lib/tunes/tune.ts';
import type { Goal, Learned } from './targets.ts';

const beatsPerMinute = 110;
/** Reads a file from its input with a parser that is not ours, and says notes and seconds. */
const script = `
import io, sys, mido
song = mido.MidiFile(file=io.BytesIO(sys.stdin.buffer.read()))
notes = sum(m.type == "note_on" and m.velocity > 0 for track in song.tracks for m in track)
print(notes, song.length)
`;

export const belowBigram: Goal = {
  wanted: 'loss < bigram',
  isMet: ({ evaluation, bigram }) => evaluation.loss < bigram,
};

/** Half of the tunes at least. */
export function tunesOfBars(bars: number): Goal {
  return {
    wanted: `median ≥ ${bars} bars`,
    isMet(learned) {
      const lengths = tunesOf(learned).map(({ length }) => length / barLength);
      const long = lengths.filter((length) => length >= bars);
      return lengths.length > 0 && long.length >= lengths.length / 2;
    },
  };
}

/** Of all stretches of eight notes, on average over the tunes. */
export function copiedBelow(share: number): Goal {
  return {
    wanted: `8-grams copied < ${share}`,
    isMet({ drawn }) {
      const shares = (drawn?.lines ?? []).flatMap(({ copied }) => copied ?? []);
      const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
      console.log(`learn: tunes: ${(mean * 100).toFixed(1)} % of 8-grams copied`);
      return mean < share;
    },
  };
}

/** The same notes, as long as they should sound: by python3-mido, without which the target is missed. */
export const opensInMido: Goal = {
  wanted: 'opens in mido',
  isMet: (learned) =>
    tunesOf(learned).every(({ notes, length }) => {
      const input = midiOf(notes, beatsPerMinute);
      const said = execFileSync('/usr/bin/python3', ['-c', script], { input, encoding: 'utf8' });
      const [count, seconds] = said.trim().split(' ').map(Number);
      const wanted = (length * 15) / beatsPerMinute;
      // two of one pitch that begin at once are one
      const struck = new Set(notes.map(({ at, pitch }) => `${at} ${pitch}`)).size;
      return count === struck && Math.abs(seconds - wanted) < 0.01;
    }),
};

/** Those that have any notes. */
function tunesOf({ drawn }: Learned): ReadTune[] {
  const tunes = (drawn?.lines ?? []).map(({ tokens, isCut }) => {
    const symbols = tokens.map(({ symbol }) => symbol);
    return readTune(isCut ? symbols : symbols.slice(0, -1));
  });
  console.log(
    `learn: tunes: bars ${tunes.map(({ length }) => (length / barLength).toFixed(0)).join(' ')}`,
  );
  return tunes.filter(({ notes }) => notes.length > 0);
}
