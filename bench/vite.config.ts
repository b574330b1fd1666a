import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Shared memory, and with it threads in WebAssembly, needs an isolated page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: false,
  build: {
    target: 'es2022',
    outDir: here('./results/page'),
    emptyOutDir: true,
    // The thread pool of a peer is started from the text of one of its functions.
    minify: false,
    chunkSizeWarningLimit: 20_000,
  },
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
});
