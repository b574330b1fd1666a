/**
 * Vite plugin for texts that are read from npm packages when the page is built: emitted as assets that
 * the page fetches when it needs them, and never committed.
 */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { keptTexts } from './kept-texts.ts';

/** Where data come from, and what allows to hand them on. */
export interface DataSource {
  id: string;
  title: string;
  source: string;
  licence: string;
  /** What has to be said wherever they are handed on: licences in full. */
  notice: string;
}

export interface TextAsset<Info extends DataSource = DataSource> {
  info: Info;
  bytes: Buffer;
}

const plugins = new Map<string, () => TextAsset[]>();

/** Of all plugins that have been made: nothing is served whose source is not told. */
export function servedTexts(): DataSource[] {
  return [...plugins.values()].flatMap((read) => read().map(({ info }) => info));
}

/** Its sizes and its hash beside what else is known of it. */
export function textAsset<Info extends DataSource>(info: Info, text: string) {
  const bytes = Buffer.from(text);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const characters = Array.from(text).length;
  return { info: { ...info, bytes: bytes.length, characters, sha256 }, bytes };
}

/**
 * `virtual:<name>` exports an array `<name>`: what is known of each text, and its address; sources and
 * notices are on a page of their own (data-sources.ts). Give it to
 * the page's plugins and to the worker's: each is a build of its own. In Node (tests, benchmarks) there
 * is no server to fetch from, so there the address holds the text itself.
 */
export function textAssetsPlugin<Info extends DataSource>(
  name: string,
  read: () => TextAsset<Info>[],
): Plugin {
  const virtualId = `virtual:${name}`;
  const resolvedId = `\0${virtualId}`;
  /** Where the development server offers the texts. */
  const servedUnder = `/@${name}/`;
  let texts: TextAsset<Info>[] | undefined;
  const all = () => (texts ??= keptTexts(name, read));
  plugins.set(name, all);
  let isBuild = false;
  let isServed = false;
  return {
    name,
    configResolved({ command, server }) {
      isBuild = command === 'build';
      isServed = process.env.VITEST === undefined && !server.middlewareMode;
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const id = request.url?.startsWith(servedUnder)
          ? request.url.slice(servedUnder.length).replace(/\.txt.*$/, '')
          : undefined;
        const text = all().find(({ info }) => info.id === id);
        if (text === undefined) return next();
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.end(text.bytes);
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
              isServed
                ? `${servedUnder}${info.id}.txt`
                : `data:text/plain;base64,${bytes.toString('base64')}`,
            );
        const told = { ...info, source: undefined, licence: undefined, notice: undefined };
        return `{ ...${JSON.stringify(told)}, url: ${url} }`;
      });
      return `export const ${name} = [${entries.join(', ')}];`;
    },
  };
}
