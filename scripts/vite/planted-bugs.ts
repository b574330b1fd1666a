/**
 * Vite plugin for tests: a module that is imported with `?bug=…` is one with a planted bug in it, or
 * one of those that lead to it. They are modules of their own, beside the ones without a bug.
 */
import path from 'node:path';
import type { Plugin } from 'vite';
import { applyBug, type PlantedBug } from '../../src/testing/planted-bugs.ts';

/** As in eslint.config.js: what a module imports stands in its own layer or before it. */
const layers = [
  ...['lib', 'config', 'graph', 'ops', 'cells', 'recurrence', 'optimizers', 'backend', 'model'],
  ...['decode', 'data', 'training', 'keeping', 'worker'],
];

const query = /[?&]bug=([\w-]+)$/;
const root = path.resolve(import.meta.dirname, '../..');

export function plantedBugsPlugin(): Plugin {
  return {
    name: 'planted-bugs',
    enforce: 'pre',
    apply: 'serve',
    async resolveId(source, importer) {
      const asked = query.exec(source);
      const found = asked ?? query.exec(importer ?? '');
      if (!found) return null;
      const own = importer?.replace(query, '');
      const resolved = await this.resolve(source.replace(query, ''), own, { skipSelf: true });
      if (!resolved || (!asked && !leadsTo(bugOf(found[1]), resolved.id))) return resolved;
      return `${resolved.id}?bug=${found[1]}`;
    },
    transform(code, id) {
      const found = query.exec(id);
      if (!found) return null;
      const bug = bugOf(found[1]);
      const isIt = path.resolve(root, bug.file) === id.replace(query, '');
      return isIt ? applyBug(bug, code) : null;
    },
  };
}

function bugOf(encoded: string): PlantedBug {
  return JSON.parse(Buffer.from(encoded, 'base64url').toString()) as PlantedBug;
}

/** Whether a module can import the one with the bug. */
function leadsTo({ file }: PlantedBug, id: string): boolean {
  const layerOf = (name: string) => layers.indexOf(name.split('/')[1]);
  return layerOf(path.relative(root, id)) >= layerOf(file) && id.endsWith('.ts');
}
