/** Whether a document states what the code has, as checks that planted faults may fail. */
import { expect } from 'vitest';
import type { Check } from './planted-bugs.ts';
import { reader, valueOf } from './source-constants.ts';
import { statements } from './stated-constants.ts';
import { limits } from './stated-limits.ts';
import { sentences } from './stated-sentences.ts';

const all = [...statements, ...limits, ...sentences];

const checkStatements =
  (document: string): Check =>
  (patch) => {
    const read = reader(patch);
    // line breaks stand where the formatter put them
    const text = read(document).replace(/\s+/g, ' ');
    for (const { says, means } of all.filter((one) => one.document === document)) {
      const flat = new RegExp(says.source.replaceAll(String.raw`\s+`, ' '));
      const found = flat.exec(text)?.slice(1);
      expect(found?.map(valueOf), `${document}: ${says.source}`).toEqual(means(read));
    }
  };

export const constantChecks: Readonly<Record<string, Check>> = Object.fromEntries(
  [...new Set(all.map(({ document }) => document))].map((document) => [
    `constants of ${document}`,
    checkStatements(document),
  ]),
);
