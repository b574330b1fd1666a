/** The kernel tests as a page: the same files, on the adapter of the browser that opens it. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: false,
  resolve: {
    alias: [
      { find: /^vitest$/, replacement: here('./vitest.ts') },
      { find: /^.*\/node-gpu\.ts$/, replacement: here('./browser-gpu.ts') },
      { find: /^.*\/relaxed-flag\.ts$/, replacement: here('./relaxed-flag.ts') },
    ],
  },
  build: {
    target: 'es2022',
    outDir: here('../../node_modules/.cache/kernel-tests'),
    emptyOutDir: true,
    minify: false,
    chunkSizeWarningLimit: 20_000,
  },
});
