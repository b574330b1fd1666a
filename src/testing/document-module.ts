/** A module that only a document has, on those that are there. */
import { dirname, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import ts from 'typescript';
import type { Overlay } from './document-diff.ts';

const root = resolve(import.meta.dirname, '../..');

/** @returns what the file of this overlay exports; types alone import nothing */
export async function documentModule<Exports>(overlay: Overlay, path: string): Promise<Exports> {
  const { outputText } = ts.transpileModule(overlay.get(path) ?? '', {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const folder = dirname(resolve(root, path));
  const loaded = new Map<string, unknown>();
  for (const [, asked] of outputText.matchAll(/require\("(.*?)"\)/g)) {
    loaded.set(asked, await import(/* @vite-ignore */ resolve(folder, asked)));
  }
  const exports = {};
  const run = compileFunction(outputText, ['exports', 'require']) as (
    exports: object,
    require: (path: string) => unknown,
  ) => void;
  run(exports, (asked) => loaded.get(asked));
  return exports as Exports;
}
