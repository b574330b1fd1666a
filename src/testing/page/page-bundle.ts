/** The page as one script, built in memory as `vite build` would, for a window without a browser. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { equationsPlugin } from '../../../scripts/vite/equations.ts';
import type { SourcePatch } from '../planted-bugs.ts';

export const root = resolve(import.meta.dirname, '../../..');

/** The page names its worker's script and a test plays the worker: nothing of the engine is built. */
const noWorker: Plugin = {
  name: 'no-worker',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('?worker&url') ? '\0worker-address' : undefined),
  load: (id) => (id === '\0worker-address' ? "export default 'worker.js'" : undefined),
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

async function buildPage(patch?: SourcePatch): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [noWorker, equationsPlugin(), ...(patch ? [patchPlugin(patch)] : [])],
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      reportCompressedSize: false,
      lib: { entry: resolve(root, 'src/main.ts'), formats: ['iife'], name: 'page' },
    },
  });
  const [output] = [built].flat();
  if (!('output' in output)) throw new Error('page bundle: vite watches instead of building.');
  return output.output[0].code;
}

let whole: Promise<string> | undefined;

/** Without a patch it is built once. */
export function pageScript(patch?: SourcePatch): Promise<string> {
  return patch ? buildPage(patch) : (whole ??= buildPage());
}
