import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { constantChecks } from './constant-checks.ts';

const root = new URL('../..', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/layout.md',
  'docs/adding-a-cell.md',
  'docs/adding-a-task.md',
  'docs/adding-a-view.md',
  'docs/scheduler.md',
  'docs/gradient-through-time.md',
  'docs/reliability.md',
  'docs/dependencies.md',
  'docs/hosting.md',
  'docs/performance.md',
  'docs/tasks.md',
  'docs/testing.md',
  'docs/inputs.md',
  'shaders/README.md',
];
/** Recipes name files that are yet to be written so. */
const isExample = (path: string) => /(^|\/)x[.-]/.test(path) || path.includes('<');

describe('the documents', () => {
  it.each(Object.entries(constantChecks))('%s', async (_, check) => {
    await check();
  });

  it('name every package of package.json, and say what for', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const named = Object.keys({ ...dependencies, ...devDependencies });
    const document = read('docs/dependencies.md');
    expect(named.filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(documents)('%s names only files that exist', (document) => {
    const paths = [...read(document).matchAll(/`((?:src|shaders|scripts|docs|e2e)\/[\w./<>-]*)`/g)];
    const missing = paths.map(([, path]) => path).filter((path) => !isExample(path));
    expect(missing.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  it('show the cell of the recipe as it is', () => {
    const blocks = [
      ...read('docs/adding-a-cell.md').matchAll(/```diff\n\+\+\+ (\S+)\n([^]*?)```/g),
    ];
    expect(blocks).toHaveLength(3);
    for (const [, path, diff] of blocks) {
      const added = diff.split('\n').filter((line) => line.startsWith('+'));
      if (path === 'src/cells/index.ts') expect(added).toHaveLength(2);
      else expect(`${added.map((line) => line.slice(1)).join('\n')}\n`).toBe(read(path));
      for (const line of added) expect(read(path)).toContain(line.slice(1));
    }
  });

  it('have the marks between which the bench writes, each once', () => {
    const sweeps = ['hidden', 'time', 'batch', 'layers', 'vocab'].map((size) => `sweep ${size}`);
    const sections = ['speed', 'learning', ...sweeps].map((name) => ['docs/performance.md', name]);
    for (const [document, name] of [['README.md', 'speed'], ...sections]) {
      const parts = read(document).split(new RegExp(`<!-- /?${name} -->`));
      expect(parts, `${name} in ${document}`).toHaveLength(3);
      expect(parts[1].trim()).not.toBe('');
    }
  });

  it('link to files that exist', () => {
    const links = [...documents, 'CHANGELOG.md'].flatMap((document) =>
      Array.from(
        read(document).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g),
        ([, link, picture]) => new URL(link ?? picture, new URL(document, root)),
      ),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !existsSync(link)).map(String)).toEqual([]);
  });
});
