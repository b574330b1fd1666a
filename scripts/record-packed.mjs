/**
 * `node scripts/record-packed.mjs`: packed texts and the runs that packed them, into
 * src/testing/fixtures/packed. Anew only with another version of the files (src/data/packing/packed-file.ts).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'src/testing/fixtures/packed');
process.env.VITEST = 'true';
const server = await createServer({ root, logLevel: 'error', server: { middlewareMode: true } });
const { recordPacked } = await server.ssrLoadModule('/src/testing/record-packed.ts');
mkdirSync(folder, { recursive: true });
for (const [name, content] of await recordPacked()) writeFileSync(join(folder, name), content);
process.exit();
