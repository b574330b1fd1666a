/**
 * Keys that a text takes where a suggestion is shown at every place: one for a suggestion that is what
 * comes next, all of it; else one for a character.
 */
import { pause, type PauseOptions, throwIfCancelled } from '../../lib/slices.ts';

/** Characters of what is written at once: the next part begins with an empty field. */
const mostAtOnce = 500;

/** As in lib/slices.ts; tests say what time it is. */
export interface TypistWork extends Pick<PauseOptions, 'now'> {
  signal: AbortSignal;
}

/** Milliseconds of work between two pauses. */
const sliceMs = 15;

/**
 * @param suggest the first suggestion behind what is written; empty: there is none
 * @throws CancelledError
 */
export async function keysFor(
  parts: readonly string[],
  suggest: (written: string) => Promise<string>,
  { signal, now = () => performance.now() }: TypistWork,
): Promise<number> {
  let [keys, resumed] = [0, now()];
  for (const part of parts) {
    for (let at = 0; at < part.length; keys++) {
      throwIfCancelled(signal);
      const suggested = await suggest(part.slice(0, at));
      const isRight = suggested !== '' && part.startsWith(suggested, at);
      at += isRight ? suggested.length : characterAt(part, at).length;
      if (now() - resumed < sliceMs) continue;
      await pause();
      resumed = now();
    }
  }
  return keys;
}

const characterAt = (text: string, at: number): string =>
  String.fromCodePoint(text.codePointAt(at) ?? 0);

/** A text in paragraphs, longer ones cut at white space: joined, they are the text again. */
export function partsOf(text: string, most = mostAtOnce): string[] {
  const paragraphs = text.match(/[^]+?(?:\n\s*\n\s*|$)/g) ?? [];
  return paragraphs.flatMap((paragraph) => {
    const parts: string[] = [];
    let rest = paragraph;
    while (rest.length > most) {
      const cut = rest.lastIndexOf(' ', most) + 1 || most;
      parts.push(rest.slice(0, cut));
      rest = rest.slice(cut);
    }
    return [...parts, rest];
  });
}

/** A line that begins a chapter. */
const heading = /^[^\S\n]*(?:chapter|actus|act|book|part|canto|letter)\s+[\p{L}\d]+\b.*$/gimu;
/** Characters of what is written at most. */
const mostWritten = 12_000;

export interface Chapter {
  /** Null: there is none, and it is all, as far as that is written. */
  heading: string | null;
  text: string;
}

/** The last chapter that is held out as a whole. */
export function chapterOf(heldOut: string): Chapter {
  const last = [...heldOut.matchAll(heading)].at(-1);
  const text = heldOut.slice(last?.index ?? 0, (last?.index ?? 0) + mostWritten);
  return { heading: last ? last[0].trim() : null, text };
}
