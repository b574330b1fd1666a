/** The diffs of a document, applied to the files as they are. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Files as they would be, by their paths from the root. */
export type Overlay = ReadonlyMap<string, string>;

export function filesOf(document: string): Overlay {
  const text = readFileSync(resolve(root, document), 'utf8');
  const blocks = text.matchAll(/```diff\n\+\+\+ (\S+)\n([^]*?)\n```/g);
  return new Map(Array.from(blocks, ([, path, diff]) => [path, applied(path, diff.split('\n'))]));
}

/** Lines that begin with a space must stand in the file, in this order; those with a plus are added. */
function applied(path: string, diff: readonly string[]): string {
  const isNew = diff.every((line) => line.startsWith('+'));
  const file = resolve(root, path);
  if (isNew === existsSync(file))
    throw new Error(`${path}: ${isNew ? 'is there already' : 'is not there'}.`);
  const lines = isNew ? [] : readFileSync(file, 'utf8').split('\n');
  let at = 0;
  for (const line of diff) {
    const own = line.slice(1);
    if (line.startsWith('+')) lines.splice(at++, 0, own);
    else {
      const found = lines.indexOf(own, at);
      if (found < 0) throw new Error(`${path}: there is no line "${own}" from line ${at + 1} on.`);
      at = found + 1;
    }
  }
  return isNew ? `${lines.join('\n')}\n` : lines.join('\n');
}
