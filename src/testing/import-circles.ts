/** Files of a folder that know one another in a circle, types included. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';

/** Paths from the root, each with the text of its file. */
export type Sources = ReadonlyMap<string, string>;

export function sourcesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names
    .map((name) => join(folder, name.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]));
}

/** What a file imports from these, if only a type. */
export function importsOf(path: string, sources: Sources): string[] {
  const named = (sources.get(path) ?? '').matchAll(/\b(?:from|import|import\()\s*'(\.[^'?]+)'/g);
  return [...named].map(([, to]) => join(path, '..', to)).filter((to) => sources.has(to));
}

/** A way from a file back to itself, or null where there is none. */
export function circleIn(sources: Sources): string[] | null {
  const clear = new Set<string>();
  const circleFrom = (path: string, way: readonly string[]): string[] | null => {
    const at = way.indexOf(path);
    if (at >= 0) return [...way.slice(at), path];
    if (clear.has(path)) return null;
    for (const next of importsOf(path, sources)) {
      const circle = circleFrom(next, [...way, path]);
      if (circle) return circle;
    }
    clear.add(path);
    return null;
  };
  for (const path of sources.keys()) {
    const circle = circleFrom(path, []);
    if (circle) return circle;
  }
  return null;
}
