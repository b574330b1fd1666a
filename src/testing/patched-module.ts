/** Modules as they are, or with a planted bug in them or below them. */
import fs from 'node:fs';
import path from 'node:path';
import type { SourcePatch } from './planted-bugs.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** @param file from the repository's root, of a layer that may import the patched one */
export function patchedModule<Module>(file: string, patch: SourcePatch): Promise<Module> {
  // it must fit, and counts as read
  patch.applyTo(fs.readFileSync(path.join(root, patch.file), 'utf8'));
  const bug = Buffer.from(JSON.stringify(patch.bug)).toString('base64url');
  return import(/* @vite-ignore */ `${path.join(root, file)}?bug=${bug}`) as Promise<Module>;
}
