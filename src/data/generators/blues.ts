/**
 * Twelve-bar blues: two choruses over a bass that walks the chords. Each chorus says a phrase, says it
 * again over the next chord, and answers it, so that what was played four bars ago matters.
 */
import { inOrder, type Note, tokensOf } from '../../lib/tunes/tune.ts';
import { barLength } from '../../lib/tunes/tune.ts';
import { RandomWords, randomStreams } from '../permutation.ts';

/** Degrees of the twelve bars, in semitones above the key: I IV I I IV IV I I V IV I V. */
const changes = [0, 5, 0, 0, 5, 5, 0, 0, 7, 5, 0, 7];
const chorusLength = changes.length * barLength;
const choruses = 2;
/** Of the blues scale, two octaves of it: semitones above the key. */
const scale = [0, 3, 5, 6, 7, 10].flatMap((step) => [step, step + 12]).sort((a, b) => a - b);
/** How a bar is divided, in sixteenths; what is negative is a rest. */
const rhythms = [
  [4, 4, 4, 4],
  [3, 1, 4, 3, 1, 4],
  [6, 2, 8],
  [-4, 4, 3, 1, 4],
  [3, 1, 3, 1, 8],
  [-2, 2, 4, 4, 4],
  [8, 3, 1, 4],
  [4, -4, 4, 4],
];
/** Of the last bar of a phrase: it comes to rest. */
const closings = [
  [12, -4],
  [4, 8, -4],
  [3, 1, 8, -4],
];
/** Semitones above the chord that the bass plays on the first and on the third quarter. */
const basses = [
  [0, 7],
  [0, 4],
  [0, 10],
  [0, 0],
];
/** C, F, G and B flat below middle C; the tune is played an octave and more above. */
const keys = [48, 41, 43, 46];
const tuneAbove = 12;

interface Said {
  at: number;
  length: number;
  /** Index into the scale. */
  degree: number;
}

/** One tune in tokens, as the random words want it. */
function drawBlues(words: RandomWords): string[] {
  const key = words.pick(keys);
  const notes = Array.from({ length: choruses }, (_, at) =>
    drawChorus(words, key).map((note) => ({ ...note, at: note.at + at * chorusLength })),
  );
  return tokensOf(inOrder(notes.flat()));
}

/** @param seed the same tunes come from the same */
export function bluesTunes(count: number, seed: number): string[] {
  const words = new RandomWords(seed, randomStreams.tunes);
  return Array.from({ length: count }, () => drawBlues(words).join(' '));
}

function drawChorus(words: RandomWords, key: number): Note[] {
  const phrase = drawPhrase(words);
  const again = phrase.map((said) => ({ ...said, at: said.at + 4 * barLength }));
  const answer = drawPhrase(words).map((said) => ({ ...said, at: said.at + 8 * barLength }));
  const tune = [...phrase, ...again, ...answer].map(({ at, length, degree }) => ({
    ...{ at, length },
    pitch: key + tuneAbove + scale[degree],
  }));
  const pattern = words.pick(basses);
  const bass = changes.flatMap((degree, bar) =>
    pattern.map((above, half) => ({
      at: bar * barLength + half * 8,
      length: 8,
      pitch: key - tuneAbove + degree + above,
    })),
  );
  return [...tune, ...bass];
}

/** Four bars: the second and the third vary what the first says, the last one comes to rest. */
function drawPhrase(words: RandomWords): Said[] {
  const said: Said[] = [];
  const usual = words.pick(rhythms);
  let degree = 3 + words.below(6);
  for (let bar = 0; bar < 4; bar++) {
    const rhythm =
      bar === 3 ? words.pick(closings) : words.below(3) > 0 ? usual : words.pick(rhythms);
    let at = bar * barLength;
    for (const length of rhythm) {
      if (length > 0) {
        degree = Math.max(
          0,
          Math.min(scale.length - 1, degree + words.pick([-2, -1, -1, 0, 1, 1, 2])),
        );
        said.push({ at, length, degree });
      }
      at += Math.abs(length);
    }
  }
  // a phrase ends on a note of the chord of the key
  const last = said[said.length - 1];
  last.degree = [0, 4, 6, 8].reduce((near, one) =>
    Math.abs(one - last.degree) < Math.abs(near - last.degree) ? one : near,
  );
  return said;
}
