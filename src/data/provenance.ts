/** Where open data come from, and how they were read. */
import type { TextInfo, TextSource } from '../protocol/text-info.ts';
import type { NamedText } from './read-text.ts';

export type Provenance = Pick<
  TextInfo,
  'source' | 'name' | 'title' | 'encoding' | 'replacements' | 'partOf'
>;

/** Of what was kept with a run, as it was told when the run began. */
export function provenanceOf(source: TextSource, given: NamedText): Provenance {
  const facts = source.kind === 'file' ? source.facts : undefined;
  const { name, title, encoding, replacements, partOf } = { ...given, ...facts };
  const origin = facts?.source ?? source.kind;
  return { source: origin, name, title, encoding, replacements, partOf };
}
