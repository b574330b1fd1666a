/** Recordings as a table that a person can save, read, and bring again: a class and its frames in every row. */

export interface Recorded {
  label: string;
  /** As many numbers in each. */
  frames: readonly (readonly number[])[];
}

/** Frames stand apart by this, their numbers by spaces. */
const between = ' / ';

export function framesText(frames: Recorded['frames']): string {
  return frames.map((numbers) => numbers.join(' ')).join(between);
}

/** What stands in each frame: numbers, if it is what was written. */
export function framesIn(text: string): string[][] {
  const parts = text.split('/').map((frame) => frame.trim());
  return parts.map((frame) => frame.split(/\s+/).filter(Boolean));
}

export function recordingsTable(recordings: readonly Recorded[]): string {
  const rows = recordings.map(({ label, frames }) => `${quoted(label)},${framesText(frames)}\n`);
  return ['label,recording\n', ...rows].join('');
}

const quoted = (cell: string) => (/[",;|\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
