/** Where open data come from, and how they were read. */
import type { TextInfo, TextSource } from '../protocol/text-info.ts';
import type { NamedText } from './read-file.ts';

export type Provenance = Pick<
  TextInfo,
  'source' | 'name' | 'title' | 'encoding' | 'replacements' | 'partOf' | 'files' | 'skipped'
>;

/** Of what was kept with a run, as it was told when the run began. */
export function provenanceOf(source: TextSource, given: NamedText): Provenance {
  const facts = source.kind === 'file' ? source.facts : undefined;
  const { name, title, encoding, replacements, partOf, files, skipped } = { ...given, ...facts };
  const origin = facts?.source ?? (source.kind === 'files' ? 'file' : source.kind);
  return {
    ...{ source: origin, name, title, encoding, replacements, partOf },
    ...(files && { files }),
    ...(skipped && skipped.length > 0 && { skipped }),
  };
}
