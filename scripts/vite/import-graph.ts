/** Which files of ours are loaded with which, as their imports say. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** An import of a file of ours that is there when it runs: types are not. */
const importPattern =
  /^(?:import|export) (?!type\b)(?:[^;'"]*? from )?'(\.[^'?]+)|\bimport\('(\.[^'?]+)/gm;

/** Files as they were when they were first asked for. */
export class ImportGraph {
  readonly #imports = new Map<string, readonly string[]>();

  /** All that is loaded with this file and itself, each as a path from the root. */
  reachedFrom(file: string): Set<string> {
    const reached = new Set<string>();
    const open = [file];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const path = pathOf(next);
      if (reached.has(path)) continue;
      reached.add(path);
      open.push(...this.#importsOf(next));
    }
    return reached;
  }

  #importsOf(file: string): readonly string[] {
    const imports = this.#imports.get(file) ?? readImports(file);
    this.#imports.set(file, imports);
    return imports;
  }
}

/** From the root, with forward slashes. */
export function pathOf(file: string): string {
  return relative(root, file).split(sep).join('/');
}

function readImports(file: string): string[] {
  if (!file.endsWith('.ts')) return [];
  return [...readFileSync(file, 'utf8').matchAll(importPattern)]
    .map(([, fixed, lazy]) => join(dirname(file), fixed ?? lazy))
    .filter((path) => existsSync(path));
}
