/** Every patch of a planted bug finds what it changes, once: told in a second, long before its check runs. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeBug, type PlantedBug } from './planted-bugs.ts';

const root = new URL('../../', import.meta.url);
const names = readdirSync(new URL('.', import.meta.url)).filter((name) => /-bugs\.ts$/.test(name));

const isBug = (one: unknown): one is PlantedBug =>
  typeof one === 'object' && one !== null && 'find' in one && 'file' in one;

async function bugsOf(name: string): Promise<PlantedBug[]> {
  const module = (await import(/* @vite-ignore */ `./${name}`)) as Record<string, unknown>;
  return Object.values(module).flatMap((value) =>
    Array.isArray(value) ? value.filter(isBug) : [],
  );
}

it('of all planted bugs', async () => {
  const bugs = (await Promise.all(names.map(bugsOf))).flat();
  expect(bugs.length).toBeGreaterThan(1000);
  const texts = new Map<string, string>();
  const textOf = (file: string) => texts.get(file) ?? readFileSync(new URL(file, root), 'utf8');
  for (const { file } of bugs) texts.set(file, textOf(file));
  const places = (bug: PlantedBug) => textOf(bug.file).split(bug.find).length - 1;
  expect(bugs.filter((bug) => places(bug) !== 1).map(describeBug)).toEqual([]);
});
