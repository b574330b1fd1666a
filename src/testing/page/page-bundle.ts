/**
 * The page as scripts for a window without a browser, built in memory as `vite build` would: every
 * module as a function, and what links them. The file of a patch is only translated, which takes
 * milliseconds, and then stands in the place of the one without it.
 */
import { readFileSync } from 'node:fs';
import { dirname, posix, relative, resolve } from 'node:path';
import ts from 'typescript';
import { build, type Plugin } from 'vite';
import * as dataSources from 'virtual:dataSources';
import * as equations from 'virtual:equations';
import type { Overlay } from '../document-diff.ts';
import type { SourcePatch } from '../planted-bugs.ts';

export const root = resolve(import.meta.dirname, '../../..');

const entry = 'src/main.ts';

/**
 * What nothing is built for. The page names its worker's script and a test plays the worker; the
 * equations are the same for every patch, and take longest to work out.
 */
const given = {
  'worker-address': { default: 'worker.js' },
  'virtual:equations': equations,
  'virtual:dataSources': dataSources,
};
const isWorkerAddress = (id: string) => id.endsWith('?worker&url');
const givenOnes: Plugin = {
  name: 'given',
  enforce: 'pre',
  resolveId: (id) => {
    const name = isWorkerAddress(id) ? 'worker-address' : id;
    return name in given ? { id: name, external: true } : undefined;
  },
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

/** Files as they would be: changed ones, and new ones. */
function overlayPlugin(overlay: Overlay): Plugin {
  return {
    name: 'overlay',
    enforce: 'pre',
    resolveId: (id, importer) => {
      const path = resolve(importer ? dirname(importer) : root, id);
      if (!overlay.has(relative(root, path))) return undefined;
      return importer ? { id: path, external: 'absolute' } : path;
    },
    load: (id) => overlay.get(relative(root, id)),
  };
}

/** What packages are called, by the file that they are found in. */
const packages = new Map<string, string>();
const noted: Plugin = {
  name: 'noted',
  enforce: 'pre',
  async resolveId(id, importer) {
    if (!importer || id.startsWith('.') || id.startsWith('/')) return undefined;
    const found = await this.resolve(id, importer, { skipSelf: true });
    if (found && importer.startsWith(`${root}/src/`)) packages.set(id, found.id);
    return found;
  },
};

/** Nothing of what the built file imports; helpers of the compiler have no path. */
const alone: Plugin = {
  name: 'alone',
  enforce: 'pre',
  async resolveId(id, importer) {
    const found = importer ? await this.resolve(id, importer, { skipSelf: true }) : null;
    return found && !found.id.startsWith('\0') ? { ...found, external: 'absolute' } : found;
  },
};

/** Functions of `require` and `exports` by the path of their module, as an object's source. */
async function buildModules(file: string, plugins: Plugin[]): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [givenOnes, ...plugins],
    publicDir: false,
    // as shipped: a library's build for development takes longer
    resolve: { conditions: ['module', 'browser', 'production'] },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      reportCompressedSize: false,
      lib: { entry: resolve(root, file), formats: ['cjs'] },
      rolldownOptions: {
        // a patch may use what nobody used before
        treeshake: false,
        output: {
          preserveModules: true,
          preserveModulesRoot: root,
          entryFileNames: '[name].js',
          esModule: true,
        },
      },
    },
  });
  const [output] = [built].flat();
  if (!('output' in output)) throw new Error('page bundle: vite watches instead of building.');
  const modules = output.output.flatMap((part) => (part.type === 'chunk' ? [part] : []));
  return modules
    .map(({ fileName, code }) => {
      const linked = code
        .replace(
          /\brequire\("([./][^"]+)"\)/g,
          (_, path: string) => `require("${moduleAt(path, fileName)}")`,
        )
        // what is loaded when it is needed, from a file that is built alone
        .replace(
          /\bimport\("([./][^"]+)"\)/g,
          (_, path: string) =>
            `Promise.resolve().then(() => require("${moduleAt(path, fileName)}"))`,
        );
      return `${JSON.stringify(fileName)}(require, exports) {\n${linked}\n}`;
    })
    .join(',\n');
}

/** The built file that a path names which stands in the built file `from`. */
const moduleAt = (path: string, from: string) =>
  (path.startsWith('.') ? posix.join(posix.dirname(from), path) : relative(root, path)).replace(
    /\.ts$/,
    '.js',
  );

const linker = `
  globalThis.pageModules = {};
  globalThis.startPage = () => {
    const given = ${JSON.stringify(given)};
    const loaded = new Map(Object.entries(given));
    const require = (name) => {
      if (loaded.has(name)) return loaded.get(name);
      if (!pageModules[name]) throw new Error('page bundle: nobody needed ' + name + ' before.');
      const exports = {};
      loaded.set(name, exports);
      pageModules[name](require, exports);
      return exports;
    };
    require('${moduleAt(`./${entry}`, '.')}');
  };`;

const definition = (modules: string) => `Object.assign(pageModules, {\n${modules}\n});`;

let whole: Promise<string> | undefined;
/** A check may open several pages with the same patch. */
const patched = new WeakMap<SourcePatch, string>();

/** In the order in which they run; each is built once. */
export async function pageScripts(patch?: SourcePatch, overlay?: Overlay): Promise<string[]> {
  whole ??= buildModules(entry, [noted]).then(definition);
  const scripts = [linker, await whole];
  if (patch) scripts.push(patchedModule(patch));
  for (const file of [...(overlay?.keys() ?? [])].filter((path) => path.startsWith('src/ui/'))) {
    scripts.push(definition(await buildModules(file, [overlayPlugin(overlay!), alone])));
  }
  return [...scripts, 'startPage();'];
}

/** As the page's configuration has it, for a module as a function. */
const translation: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  isolatedModules: true,
  esModuleInterop: true,
  experimentalDecorators: true,
  useDefineForClassFields: false,
};

function patchedModule(patch: SourcePatch): string {
  const known = patched.get(patch);
  if (known) return known;
  const { file } = patch;
  const text = patch.applyTo(readFileSync(resolve(root, file), 'utf8'));
  const { outputText } = ts.transpileModule(text, { fileName: file, compilerOptions: translation });
  const linked = outputText.replace(
    /\brequire\("([^"]+)"\)/g,
    (_, name: string) => `require("${requiredAs(name, file)}")`,
  );
  const built = definition(
    `${JSON.stringify(moduleAt(`./${file}`, '.'))}(require, exports) {\n${linked}\n}`,
  );
  patched.set(patch, built);
  return built;
}

/** @param file that says `name` */
function requiredAs(name: string, file: string): string {
  if (isWorkerAddress(name)) return 'worker-address';
  return name in given ? name : moduleAt(packages.get(name) ?? name, file);
}
