import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { corporaPlugin } from './scripts/vite/corpora.ts';
import { dataSourcesPlugin } from './scripts/vite/data-sources.ts';
import { equationsPlugin } from './scripts/vite/equations.ts';
import { headersPlugin } from './scripts/vite/headers.ts';
import { homophonesPlugin } from './scripts/vite/homophones.ts';
import { indentsPlugin } from './scripts/vite/indents.ts';
import { labelledTextsPlugin } from './scripts/vite/labelled-texts.ts';
import { listsPlugin } from './scripts/vite/lists.ts';
import { pairTablesPlugin } from './scripts/vite/pair-tables.ts';
import { plantedBugsPlugin } from './scripts/vite/planted-bugs.ts';
import { shadersPlugin } from './scripts/vite/shaders.ts';
import { testTiers } from './scripts/vite/test-tiers.ts';
import { tunesPlugin } from './scripts/vite/tunes.ts';

/**
 * Room for what is young, in MiB: a staged page is made, drawn and dropped within a second. Its
 * window is collected when it is told to (staged-window.ts).
 */
const nodeOptions = (tier: string) => {
  const room = tier === 'page' ? 256 : 128;
  const options = [`--max-semi-space-size=${room}`, `--min-semi-space-size=${room}`];
  return tier === 'page' ? [...options, '--expose-gc'] : options;
};

const translated = fileURLToPath(new URL('node_modules/.cache/translated', import.meta.url));

const plugins = () => [
  corporaPlugin(),
  listsPlugin(),
  labelledTextsPlugin(),
  tunesPlugin(),
  dataSourcesPlugin(),
  pairTablesPlugin(),
  homophonesPlugin(),
  equationsPlugin(),
  headersPlugin(),
  plantedBugsPlugin(),
  indentsPlugin(),
];

export default defineConfig({
  base: './',
  plugins: plugins(),
  build: {
    target: 'es2022',
    // every browser that runs the page knows it
    modulePreload: { polyfill: false },
    // all that the first view needs as one file, which packs tighter than its parts
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'page', test: /\/src\/main\.ts$/ }] } },
    },
  },
  // By number: the name may stand for IPv6 alone, where 127.0.0.1 would find nobody. Under any name:
  // a classroom reaches it by the machine's own, and there is nothing in it that is not public.
  preview: { host: '127.0.0.1', allowedHosts: true },
  worker: {
    format: 'es',
    plugins: () => [
      corporaPlugin(),
      listsPlugin(),
      labelledTextsPlugin(),
      pairTablesPlugin(),
      homophonesPlugin(),
      tunesPlugin(),
      shadersPlugin(),
    ],
    // what the worker shares with what it loads later counts as the worker's
    rolldownOptions: {
      output: {
        chunkFileNames: 'assets/worker-[name]-[hash].js',
        // as one file, whatever of it later parts use too
        codeSplitting: { groups: [{ name: 'engine', test: /\/src\/worker\/trainer\.ts$/ }] },
      },
    },
  },
  test: {
    projects: Object.entries(testTiers()).map(([name, include]) => ({
      plugins: plugins(),
      test: {
        ...{ name, include, execArgv: nodeOptions(name) },
        env: { UNIT_TIER: name, THOROUGH: process.env.UNROLLED_THOROUGH ?? '' },
        // tests leave nothing behind: files share a process, what it has loaded and compiled
        isolate: false,
        setupFiles: ['src/testing/equal-bytes.ts'],
        // against what never ends: no test rests on how quick the machine is
        testTimeout: 300_000,
        hookTimeout: 300_000,
      },
    })),
    // the process that hands out the files has little to do itself
    maxWorkers: '100%',
    // the next tier, and the next run, translate what has changed; `npm test` begins without it
    experimental: { fsModuleCache: true, fsModuleCachePath: translated },
  },
});
