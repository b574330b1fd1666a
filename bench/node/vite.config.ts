/** The bench in Node as one file, beside which only Dawn's binary is needed. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('../..'),
  publicDir: false,
  resolve: {
    alias: [
      { find: /^vitest$/, replacement: here('../../scripts/firefox/vitest.ts') },
      // The tests' adapter is the bench's; the bench itself opens Dawn by the real one.
      { find: /^\.\/node-gpu\.ts$/, replacement: here('./gpu.ts') },
    ],
  },
  ssr: { noExternal: true, external: ['webgpu'] },
  build: {
    ssr: here('./main.mjs'),
    target: 'node20',
    outDir: here('../results/node'),
    emptyOutDir: true,
    minify: false,
    chunkSizeWarningLimit: 20_000,
    rollupOptions: { output: { entryFileNames: 'bench.mjs', codeSplitting: false } },
  },
});
