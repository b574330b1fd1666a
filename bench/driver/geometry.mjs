/** Prints how large the launches of a training step are, in every form of the kernels. */
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/** Rows under their headings, the first two columns to the left. */
function aligned(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (cell, column) =>
    column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

function formatForm(title, form, geometry) {
  const { kernels, dispatches, workgroups, invocations, pipelines } = geometry;
  const lines = kernels.map((row) => [
    row.kernel,
    row.grid,
    ...[row.workgroups, row.invocations, row.dispatches].map(String),
  ]);
  const heading = `${title}, ${form}: ${dispatches} dispatches, ${pipelines} pipelines, ${workgroups} workgroups, ${invocations} invocations a step`;
  const columns = ['kernel', 'grid', 'workgroups', 'invocations', 'dispatches'];
  return `${heading}\n${aligned([columns, ...lines])}`;
}

/** @returns per configuration and form, what is printed */
export async function printGeometry(configs, titles) {
  const server = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { geometries } = await server.ssrLoadModule('/bench/geometry.ts');
    const report = {};
    for (const config of configs) {
      report[config] = geometries(config);
      for (const [form, geometry] of Object.entries(report[config])) {
        console.log(`${formatForm(`${config} ${titles[config]}`, form, geometry)}\n`);
      }
    }
    return report;
  } finally {
    await server.close();
  }
}
