/** Vite plugin: the page is shipped without the indents of its templates, which the minifier keeps. */
import type { Plugin } from 'vite';

export function indentsPlugin(): Plugin {
  return {
    name: 'indents',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/ui\/.*\.ts$/ },
      // a line of its own stays one: comments end there, and words stay apart
      handler: (code) => ({ code: code.replace(/\n[ \t]+/g, '\n'), map: null }),
    },
  };
}
