/** Why an archive, or what is in it, is not read. */
import { TextError } from '../../lib/errors.ts';
import type { ArchiveFault } from '../../lib/problems.ts';

/** @param name of the archive, or of what is in it: `texts.zip/a.txt` */
export function notUnpacked(name: string, fault: ArchiveFault, cause?: unknown): TextError {
  return new TextError({ code: 'not unpacked', values: { name, fault } }, { cause });
}
