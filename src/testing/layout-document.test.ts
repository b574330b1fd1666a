/** docs/layout.md and the tree agree: every folder, in the order that lint holds the layers to. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
const words = read('docs/layout.md');
const tour = words.slice(0, words.indexOf('## One training step'));

/** As eslint.config.js lists them, lowest first. */
function lintedLayers(): string[] {
  const [, list] = /\nconst layers = \[([^\]]*)\]/.exec(read('eslint.config.js')) ?? [];
  return Array.from((list ?? '').matchAll(/'(\w+)'/g), ([, layer]) => layer);
}

/** Of code: what tests are recorded in has none. A task is a folder and a line, and need not stand here. */
function folders(): string[] {
  return readdirSync(resolve(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ parentPath, name }) => `${resolve(parentPath, name).slice(root.length + 1)}/`)
    .filter((path) => !path.includes('__snapshots__') && !path.includes('/fixtures/'))
    .filter((path) => !/^src\/tasks\/./.test(path));
}

it('every folder of the sources stands in the tour', () => {
  expect(folders().length).toBeGreaterThan(30);
  expect(folders().filter((path) => !tour.includes(`\`${path}\``))).toEqual([]);
});

it('the layers come in the order of lint, all of them, then the page', () => {
  const layers = lintedLayers();
  expect(layers).toContain('graph');
  const found = Array.from(tour.matchAll(/`src\/(\w+)\/`/g), ([, folder]) => folder);
  expect(found).toEqual([...layers, 'ui', 'testing']);
});

it('both walks begin and end on the page', () => {
  const [, ...walks] = words.slice(tour.length - 1).split('\n## ');
  expect(walks).toHaveLength(2);
  for (const walk of walks) {
    const paths = Array.from(walk.matchAll(/`((?:src|shaders)\/[^`]+)`/g), ([, path]) => path);
    expect(paths[0]).toMatch(/^src\/ui\//);
    expect(paths.at(-1)).toMatch(/^src\/ui\//);
    expect(paths.some((path) => path.startsWith('shaders/'))).toBe(true);
    expect(walk.match(/^\d+\. /gm)?.map(Number)).toEqual(
      Array.from(walk.match(/^\d+\. /gm) ?? [], (_, index) => index + 1),
    );
  }
});
