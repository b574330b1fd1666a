/**
 * Shaders without their comments, in what is built: half of their compressed size. The lines stay
 * where they are, so that a compiler's message still names the file's.
 */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const shader = /\.wgsl\?raw$/;
/** Whole lines only: what stands behind code marks loops to unroll. */
const comment = /^[ \t]*\/\/.*$/gm;

export function shadersPlugin(): Plugin {
  return {
    name: 'shaders',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!shader.test(id)) return null;
      const file = id.slice(0, -'?raw'.length);
      this.addWatchFile(file);
      const text = (await readFile(file, 'utf8')).replace(comment, '');
      return `export default ${JSON.stringify(text)};`;
    },
  };
}
