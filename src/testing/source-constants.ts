/** Numbers as the source that decides has them, and numbers as documents write them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { SourcePatch } from './planted-bugs.ts';

/** Text of a file of the repository, as a planted fault would have it. */
export type Read = (path: string) => string;
export type Value = number | string;

const root = resolve(import.meta.dirname, '../..');

export function reader(patch?: SourcePatch): Read {
  return (path) => {
    const text = readFileSync(resolve(root, path), 'utf8');
    return patch?.file === path ? patch.applyTo(text) : text;
  };
}

/** The value of `const name = …` where that is made of numbers alone. @throws where it is not there */
export function constant(read: Read, file: string, name: string): number {
  const found = new RegExp(`const ${name} = ([\\d_\\s.e*/+()<-]+);`).exec(read(file));
  if (!found) throw new Error(`stated constants: no number ${name} in ${file}`);
  return Number(runInNewContext(found[1]));
}

const numbers: Record<string, number> = {
  ...{ half: 1 / 2, quarter: 4, sixteenth: 16, two: 2, three: 3, third: 3, four: 4, five: 5 },
  ...{ seven: 7, ten: 10, tenth: 10, hundredth: 100 },
};

/** `65,536` and `Five` are numbers; what is none is a name. */
export function valueOf(words: string): Value {
  const plain = words.replaceAll(',', '').replace('−', '-');
  return numbers[plain.toLowerCase()] ?? (Number.isNaN(Number(plain)) ? words : Number(plain));
}
