/**
 * `npm run print-kernel -- NAME [FORM]`: a kernel with everything that is appended to its file, as one
 * text that can be pasted elsewhere. Without a name it lists what there is.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const options = { root, configFile: false, logLevel: 'error' };
const { module } = await runnerImport('./scripts/kernels.ts', options);
try {
  process.stdout.write(module.printKernel(...process.argv.slice(2)));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
