/**
 * The page as scripts, built in memory as `vite build` would, for a window without a browser: its
 * libraries once, and our own part, which a patch may change.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import * as equations from 'virtual:equations';
import type { SourcePatch } from '../planted-bugs.ts';

export const root = resolve(import.meta.dirname, '../../..');

/** The page names its worker's script and a test plays the worker: nothing of the engine is built. */
const noWorker: Plugin = {
  name: 'no-worker',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('?worker&url') ? '\0worker-address' : undefined),
  load: (id) => (id === '\0worker-address' ? "export default 'worker.js'" : undefined),
};

/** As the tests have them: they are the same for every patch, and take longest to work out. */
const equationsOnce: Plugin = {
  name: 'equations-once',
  resolveId: (id) => (id === 'virtual:equations' ? '\0equations' : undefined),
  load: (id) =>
    id === '\0equations'
      ? Object.entries(equations)
          .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
          .join('\n')
      : undefined,
};

const libraries = [
  'lit',
  'lit/decorators.js',
  'lit/directives/live.js',
  '@lit/localize',
  'chart.js',
] as const;
const globalOf = (library: string) => `library${libraries.findIndex((one) => one === library)}`;

const allLibraries: Plugin = {
  name: 'all-libraries',
  resolveId: (id) => (id.endsWith('all-libraries') ? '\0all-libraries' : undefined),
  load: (id) =>
    id === '\0all-libraries'
      ? libraries
          .map(
            (library) => `import * as ${globalOf(library)} from '${library}';
              globalThis.${globalOf(library)} = ${globalOf(library)};`,
          )
          .join('\n')
      : undefined,
};

/** One file as the patch would have it. */
export function patchPlugin(patch: SourcePatch): Plugin {
  const file = resolve(root, patch.file);
  return {
    name: 'patch',
    enforce: 'pre',
    load: (id) => (id === file ? patch.applyTo(readFileSync(file, 'utf8')) : undefined),
  };
}

async function buildScript(entry: string, isPage: boolean, plugins: Plugin[]): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins,
    publicDir: false,
    // as shipped: a library's build for development takes longer
    resolve: { conditions: ['module', 'browser', 'production'] },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      reportCompressedSize: false,
      lib: { entry, formats: ['iife'], name: 'page' },
      rolldownOptions: {
        external: isPage ? [...libraries] : [],
        output: { globals: globalOf },
      },
    },
  });
  const [output] = [built].flat();
  if (!('output' in output)) throw new Error('page bundle: vite watches instead of building.');
  return output.output[0].code;
}

let shared: Promise<string> | undefined;
let whole: Promise<string> | undefined;
/** A check may open several pages with the same patch. */
const patched = new WeakMap<SourcePatch, Promise<string>>();

const buildPage = (patches: Plugin[]) =>
  buildScript(resolve(root, 'src/main.ts'), true, [noWorker, equationsOnce, ...patches]);

/** In the order in which they run; each is built once. */
export function pageScripts(patch?: SourcePatch): Promise<string[]> {
  shared ??= buildScript('all-libraries', false, [allLibraries]);
  const page = patch ? patchedPage(patch) : (whole ??= buildPage([]));
  return Promise.all([shared, page]);
}

function patchedPage(patch: SourcePatch): Promise<string> {
  const built = patched.get(patch) ?? buildPage([patchPlugin(patch)]);
  patched.set(patch, built);
  return built;
}
