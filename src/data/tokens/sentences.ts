/** Where the sentences of a text begin and end. */
import type { Slices } from '../../lib/slices.ts';

/** Code units of the text: from … to − 1, without the white space around it. */
export interface Sentence {
  from: number;
  to: number;
}

/** On one line, with one space between words. */
export function sentenceText(text: string, { from, to }: Sentence): string {
  return text.slice(from, to).replaceAll(/\s+/g, ' ');
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** A full stop behind these ends nothing: a title, or a letter that stands for a name. */
const abbreviated = /(?<![\p{L}\p{M}])(?:Mr|Mrs|Ms|Dr|St|Prof|Rev|Capt|Col|Gen|\p{Lu})\.$/u;
/** What goes on with a small letter has not ended: “Oh dear!” said Alice. */
const goesOn = /^\p{Ll}/u;

/** What ends a sentence, with what may close behind it. */
const ended = /[.!?…。！？؟।:;][”’"')\]」』]*$/;
/** Lines of prose that was broken to a width, in code units. */
const wrappedLine = { least: 40, most: 120 };
const linesLookedAt = 10_000;
/** Code units: what goes on for longer (Thai has no full stops) is cut at white space. */
const longest = 1000;

/**
 * Ends of paragraphs and of sentences. A blank line ends both; where lines are not broken to a width
 * (lists, or a paragraph in each), every line does. Yields the code units done.
 */
export function* sentenceSlices(text: string): Slices<Sentence[]> {
  const border = isWrapped(text) ? /\n[^\S\n]*\n\s*/g : /\n\s*/g;
  const sentences: Sentence[] = [];
  for (let from = 0; from < text.length;) {
    const found = border.exec(text);
    const to = found ? found.index : text.length;
    for (const sentence of inParagraph(text.slice(from, to))) {
      sentences.push(...shortened(text, from + sentence.from, from + sentence.to));
      yield from + sentence.to;
    }
    from = found ? border.lastIndex : text.length;
  }
  return sentences;
}

function* inParagraph(paragraph: string): Generator<Sentence> {
  let from: number | null = null;
  let to = 0;
  // a line break would end a sentence for the segmenter; one code unit becomes one
  for (const { segment, index } of segmenter.segment(paragraph.replaceAll('\n', ' '))) {
    const trimmed = segment.trim();
    if (trimmed === '') continue;
    const isOne =
      from !== null && (goesOn.test(trimmed) || abbreviated.test(paragraph.slice(from, to)));
    if (from !== null && !isOne) yield { from, to };
    if (!isOne) from = index + segment.indexOf(trimmed);
    to = index + segment.indexOf(trimmed) + trimmed.length;
  }
  if (from !== null) yield { from, to };
}

function* shortened(text: string, from: number, to: number): Generator<Sentence> {
  let start = from;
  while (to - start > longest) {
    const within = text.slice(start, start + longest);
    const space = within.search(/\s\S*$/);
    // half a surrogate pair belongs to the character behind the cut
    const cut = space > 0 ? space : within.replace(/[\ud800-\udbff]$/, '').length;
    yield { from: start, to: start + within.slice(0, cut).trimEnd().length };
    start += cut;
    start += text.slice(start, to).search(/\S/);
  }
  yield { from: start, to };
}

/** Most of its lines are about as long as one another and end within a sentence. */
function isWrapped(text: string): boolean {
  const lines = text.split('\n', linesLookedAt);
  const followed = lines.filter((line, at) => line.trim() !== '' && lines[at + 1]?.trim());
  if (followed.length === 0) return false;
  const within = followed.filter((line) => !ended.test(line.trimEnd())).length;
  const lengths = followed.map(({ length }) => length).sort((a, b) => a - b);
  const at = (share: number) => lengths[Math.floor(share * (lengths.length - 1))];
  return (
    2 * within > followed.length && at(0.5) >= wrappedLine.least && at(0.9) <= wrappedLine.most
  );
}
