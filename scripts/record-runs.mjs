/**
 * `node scripts/record-runs.mjs NAME`: runs and links of the page as it is, into
 * src/testing/fixtures/older-runs/NAME. Once for each version: what is there is never made again.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const name = process.argv[2];
if (!name) throw new Error('record-runs: no name was given. Give the version: record-runs 0.1.0.');
const folder = join(root, 'src/testing/fixtures/older-runs', name);
if (existsSync(folder)) {
  throw new Error(`record-runs: they are there already: ${folder}. Choose another name.`);
}
// built-in texts come as they do in tests: there is no server to fetch them from
process.env.VITEST = 'true';
const server = await createServer({ root, logLevel: 'error', server: { middlewareMode: true } });
const recorder = await server.ssrLoadModule('/src/testing/record-runs.ts');
const write = (path, content) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};
const asJson = (value) => `${JSON.stringify(value, null, 2)}\n`;
for (const run of await recorder.recordRuns()) {
  for (const [file, bytes] of run.files) write(join(folder, run.name, file), bytes);
  write(join(folder, run.name, 'next.json'), asJson(run.next));
}
write(join(folder, 'links.json'), asJson(recorder.recordLinks()));
process.exit();
