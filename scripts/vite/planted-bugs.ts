/**
 * Vite plugin for tests: a module that is imported with `?bug=…` is one with a planted bug in it, or
 * one of those that lead to it. They are modules of their own, beside the ones without a bug.
 */
import path from 'node:path';
import type { Plugin } from 'vite';
import { applyBug, type PlantedBug } from '../../src/testing/planted-bugs.ts';
import { ImportGraph, pathOf, root } from './import-graph.ts';

const query = /[?&]bug=([\w-]+)$/;

export function plantedBugsPlugin(): Plugin {
  const graph = new ImportGraph();
  /** What stands below a module, by its file. */
  const below = new Map<string, ReadonlySet<string>>();
  /** Whether a module comes with the one that has the bug: all others are as they were. */
  const leadsTo = ({ file }: PlantedBug, id: string) => {
    const reached = below.get(id) ?? graph.reachedFrom(pathOf(id));
    below.set(id, reached);
    return reached.has(file);
  };
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
