/** Measures PyTorch on the CPU as any other peer, where a Python here has it. */
import { fileURLToPath } from 'node:url';
import { availableParallelism, loadavg } from 'node:os';
import { createServer } from 'vite';

const none = { counts: {}, liveBytes: 0, peakBytes: 0, adapter: '', errors: [] };

/** @returns what measures `torch1` or `torch`; null where there is no PyTorch */
export async function openTorch() {
  const vite = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  const { createTorch, findTorch } = await vite.ssrLoadModule('/bench/peers/torch.ts');
  const { measure } = await vite.ssrLoadModule('/bench/measurement.ts');
  const python = findTorch();
  if (!python) {
    await vite.close();
    return null;
  }
  return {
    async measure({ peer, ...request }) {
      const [load] = loadavg();
      const threads = peer === 'torch1' ? 1 : availableParallelism();
      const create = (config) => createTorch(python, config, threads);
      const measurement = await measure(request, create, { ...none, errors: [] }, () => undefined);
      return { ...measurement, load, budgetMs: request.budgetMs };
    },
    close: () => vite.close(),
  };
}
