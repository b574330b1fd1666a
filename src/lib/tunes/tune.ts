/**
 * A tune as tokens, two a note: its pitch (`C4`), then how long it sounds and when the next one
 * begins, in sixteenths (`2+1`); written with spaces between them, a tune is a line of text.
 */

export interface Note {
  /** Sixteenths from the beginning of the tune. */
  at: number;
  /** In sixteenths. */
  length: number;
  /** As MIDI numbers it: 60 is middle C. */
  pitch: number;
}

/** Sixteenths of a bar of four quarters. */
export const barLength = 16;
/** Sixteenths that a note sounds, or waits, at most. */
export const longestNote = 16;

const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const highestPitch = 127;

export function pitchName(pitch: number): string {
  return `${names[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

/** Null where it is no name of a pitch. */
export function pitchOf(name: string): number | null {
  const [, letter, octave] = /^([A-G]#?)(-1|\d)$/.exec(name) ?? [];
  const pitch = (Number(octave) + 1) * 12 + names.indexOf(letter);
  return names.includes(letter) && pitch <= highestPitch ? pitch : null;
}

/** Null where it is not how long a note is. */
export function rhythmOf(token: string): { length: number; gap: number } | null {
  const [, length, gap] = /^(\d{1,2})\+(\d{1,2})$/.exec(token) ?? [];
  if (length === undefined) return null;
  const rhythm = { length: Number(length), gap: Number(gap) };
  const isSound = rhythm.length >= 1 && rhythm.length <= longestNote && rhythm.gap <= longestNote;
  return isSound ? rhythm : null;
}

/** In the order of their beginnings, of those that begin together the low one first. */
export function inOrder(notes: readonly Note[]): Note[] {
  return [...notes].sort((a, b) => a.at - b.at || a.pitch - b.pitch);
}

/** @param notes in order; longer rests and longer notes are as long as a token can say */
export function tokensOf(notes: readonly Note[]): string[] {
  return notes.flatMap(({ at, length, pitch }, index) => {
    const next = notes[index + 1]?.at ?? at + length;
    const most = (sixteenths: number) => Math.min(longestNote, sixteenths);
    return [pitchName(pitch), `${Math.max(1, most(length))}+${most(next - at)}`];
  });
}

export interface ReadTune {
  /** In order. */
  notes: Note[];
  /** Index of each note's first token. */
  places: number[];
  /** Tokens that stand where the other kind belongs. */
  misplaced: number[];
  /** Sixteenths from the beginning to the end of the last note that sounds. */
  length: number;
}

/** What a net has said so far: what is out of place is left out, the end of it too. */
export function readTune(tokens: readonly string[]): ReadTune {
  const read: ReadTune = { notes: [], places: [], misplaced: [], length: 0 };
  let at = 0;
  let pending: { pitch: number; place: number } | null = null;
  for (const [place, token] of tokens.entries()) {
    const pitch = pitchOf(token);
    const rhythm = rhythmOf(token);
    if (pitch !== null && pending === null) {
      pending = { pitch, place };
    } else if (rhythm !== null && pending !== null) {
      read.notes.push({ at, length: rhythm.length, pitch: pending.pitch });
      read.places.push(pending.place);
      read.length = Math.max(read.length, at + rhythm.length);
      at += rhythm.gap;
      pending = null;
    } else {
      read.misplaced.push(place);
    }
  }
  if (pending !== null) read.misplaced.push(pending.place);
  return read;
}
