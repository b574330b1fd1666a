/** A module of ours as Node runs it, with its shaders and built-in data. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/**
 * @param path from the root, `/bench/learning/main.ts`
 * @param act with what it exports; the server is closed after it
 */
export async function withSourceModule(path, act) {
  const vite = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    appType: 'custom',
    logLevel: 'error',
  });
  try {
    await act(await vite.ssrLoadModule(path));
  } finally {
    await vite.close();
  }
}
