/** Tunes cut into lines that a net can read whole. */
import { barLength, inOrder, longestNote, type Note, tokensOf } from '../../lib/tunes/tune.ts';

/** Bars of a line at most: the strains of ragtime are as long. */
const barsOfLine = 16;
/** Two tokens each: every line costs as many time steps as the longest. */
export const notesOfLine = 192;
/** A remainder that is shorter says nothing. */
const fewestNotes = 8;

/** Each begins at the first note of a stretch of so many bars, or where the one before is full. */
export function tuneLines(notes: readonly Note[]): string[] {
  const lines: Note[][] = [];
  let start = -1;
  for (const note of withoutLongRests(inOrder(notes))) {
    const line = Math.floor(note.at / (barsOfLine * barLength));
    const isFull = lines.at(-1)?.length === notesOfLine;
    if (line !== start || isFull) lines.push([]);
    start = line;
    lines[lines.length - 1].push(note);
  }
  return lines
    .filter(({ length }) => length >= fewestNotes)
    .map((line) => tokensOf(line).join(' '));
}

/** No token says a longer one. */
function withoutLongRests(notes: readonly Note[]): Note[] {
  let left = 0;
  return notes.map((note, index) => {
    const gap = note.at - (index === 0 ? 0 : notes[index - 1].at);
    left += Math.max(0, gap - longestNote);
    return { ...note, at: note.at - left };
  });
}
