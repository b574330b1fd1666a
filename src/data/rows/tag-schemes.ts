/** The ways in which files mark entities, all made one: B- begins, I- continues, O is none. */
import { entitiesOf, partsOf } from '../scores/entities.ts';
import type { DataProblem } from './data-problem.ts';

/**
 * `BIO`: B- begins every entity. `IOB1`: B- only where one follows another of its type. `BIOES`,
 * `BILOU`: last words and single ones are marked too. `IO`: a type alone, and O. `plain`: a tag for
 * every word and no O, as parts of speech.
 */
export type TagScheme = 'BIO' | 'IOB1' | 'BIOES' | 'BILOU' | 'IO' | 'plain';

/** Which it is, from every tag of the file and what stands before it in its sentence. */
export function schemeOf(sentences: readonly (readonly string[])[]): TagScheme {
  const parts = new Set<string>();
  let marked = 0;
  let words = 0;
  let beginnings = 0;
  let late = 0;
  for (const tags of sentences) {
    tags.forEach((given, index) => {
      words++;
      if (given === 'O') return void parts.add('O');
      if (!/^[BIESLU]-./.test(given)) return;
      const { part, type } = partsOf(given);
      const before = partsOf(tags[index - 1] ?? 'O');
      parts.add(part);
      marked++;
      if (before.part === 'O' || before.type !== type) {
        if (part === 'B') beginnings++;
        if (part === 'I') late++;
      }
    });
  }
  if (marked === 0) return parts.has('O') && words > 0 ? 'IO' : 'plain';
  if (parts.has('L') || parts.has('U')) return 'BILOU';
  if (parts.has('E') || parts.has('S')) return 'BIOES';
  // where I- begins entities as a rule, it is the rule; where it does so at times, it is a mistake
  return late > beginnings ? 'IOB1' : 'BIO';
}

/** What is wrong with a tag in its scheme; null if nothing is. */
export function misplacedTag(
  scheme: TagScheme,
  tag: string,
  before: string,
  row: number,
): DataProblem | null {
  if (scheme === 'plain' || scheme === 'IO') return null;
  const known = { BIO: 'BI', IOB1: 'BI', BIOES: 'BIES', BILOU: 'BILU' }[scheme];
  const form = new RegExp(`^(O|[${known}]-.+)$`, 'u');
  if (!form.test(tag)) return { code: 'unknown tag', row, values: { tag } };
  const { part, type } = partsOf(tag);
  const last = partsOf(before);
  const isOpen = last.type === type && 'BI'.includes(last.part);
  const needsOpen = scheme === 'IOB1' ? part === 'B' && !isOpen : 'IEL'.includes(part) && !isOpen;
  return needsOpen ? { code: 'tag out of place', row, values: { tag, before } } : null;
}

/** In BIO. */
export function inBio(scheme: TagScheme, tags: readonly string[]): string[] {
  if (scheme === 'plain') return [...tags];
  const marked = scheme === 'IO' ? tags.map((tag) => (tag === 'O' ? tag : `I-${tag}`)) : tags;
  const bio = tags.map(() => 'O');
  for (const { type, from, to } of entitiesOf(marked)) {
    for (let index = from; index < to; index++)
      bio[index] = `${index === from ? 'B' : 'I'}-${type}`;
  }
  return bio;
}
