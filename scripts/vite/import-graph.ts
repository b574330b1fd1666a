/** Which files of ours are loaded with which, as their imports say. */
import { existsSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** An import of a file of ours that is there when it runs: types are not. */
const importPattern =
  /^(?:import|export) (?!type\b)(?:[^;'"]*? from )?'(\.[^'?]+)|\bimport\('(\.[^'?]+)/gm;

/** Files as they were when they were first asked for, each as a path from the root. */
export class ImportGraph {
  readonly #imports = new Map<string, readonly string[]>();

  /** All that is loaded with this file and itself. */
  reachedFrom(path: string): Set<string> {
    const reached = new Set([path]);
    for (const next of reached) {
      for (const imported of this.#importsOf(next)) reached.add(imported);
    }
    return reached;
  }

  #importsOf(path: string): readonly string[] {
    const imports = this.#imports.get(path) ?? readImports(path);
    this.#imports.set(path, imports);
    return imports;
  }
}

/** From the root, with forward slashes. */
export function pathOf(file: string): string {
  return relative(root, file).split(sep).join('/');
}

function readImports(path: string): string[] {
  if (!path.endsWith('.ts')) return [];
  return [...readFileSync(join(root, path), 'utf8').matchAll(importPattern)]
    .map(([, fixed, lazy]) => posix.join(posix.dirname(path), fixed ?? lazy))
    .filter((imported) => existsSync(join(root, imported)));
}
