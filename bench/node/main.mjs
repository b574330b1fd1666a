/**
 * The bench in Node, without a browser: our step in every form of kernels on the adapter that Dawn
 * finds, and with `--checks` the kernel tests on it. Built into one file, which also runs where
 * there is nothing but Node; see `bench/driver/node.mjs`.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { runKernelTests } from '../../scripts/firefox/kernel-tests.ts';
import { openWebGpu } from '../../src/backend/webgpu/webgpu-backend.ts';
import { measureCeiling } from '../ceiling.ts';
import { benchConfigs } from '../configs.ts';
import { formatTable, progressLine } from '../driver/table.mjs';
import { makeRows } from '../driver/verdict.mjs';
import { installGpuCounters } from '../gpu-counters.ts';
import { measure } from '../measurement.ts';
import { startThread } from '../../src/testing/node-threads.ts';
import { createOurs } from '../ours.ts';
import { createTorch, findTorch } from '../peers/torch.ts';
import { hasRelaxed } from '../../src/backend/wasm/relaxed.ts';
import { WasmBackend } from '../../src/backend/wasm/wasm-backend.ts';
import { measureDeviceCosts } from './device-costs.ts';
import { installGpu, requestTestAdapter } from './gpu.ts';
import { readNodeOptions } from './options.mjs';

const titles = Object.fromEntries(benchConfigs.map(({ id, title }) => [id, title]));
const options = readNodeOptions(process.argv.slice(2), Object.keys(titles));

const gpu = await installGpu();
const counters = installGpuCounters();
const offeredGpu = await openWebGpu(gpu);
const { name, forms } = offeredGpu;
offeredGpu.destroy();
const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, node: process.version };
console.log(`${name}; ${machine.cores} cores, ${machine.cpu}; Node ${machine.node}`);

const costs = await measureDeviceCosts(await requestTestAdapter());
console.log(
  [
    `copy ${(costs.copyBytesPerSecond / 1e9).toFixed(1)} GB/s (read and written)`,
    `empty dispatch ${costs.dispatch.toFixed(2)} µs`,
    `dependent dispatch ${costs.dependentDispatch.toFixed(2)} µs`,
    `submit and answer ${costs.submit.toFixed(0)} µs`,
  ].join(', '),
);

const usesRelaxed = hasRelaxed();
const cores = availableParallelism();
const ceiling = {
  one: await measureCeiling(usesRelaxed, 1, startThread),
  all: cores > 1 ? await measureCeiling(usesRelaxed, cores, startThread) : undefined,
};
console.log(
  `ceiling of the CPU${usesRelaxed ? ', relaxed' : ''}: ${ceiling.one.toFixed(1)} GFLOP/s by one thread, ${(ceiling.all ?? ceiling.one).toFixed(1)} by ${cores}`,
);

/** What a row measures: a form on the GPU, or the CPU. */
function creatorOf(form) {
  const threads = { cpu1: 1, cpu: cores }[form];
  const open = () => Promise.resolve(new WasmBackend({ threads, start: startThread, usesRelaxed }));
  if (threads) return (what) => createOurs(what, 'cpu', open);
  if (form === 'torch1') return (what) => createTorch(python, what, 1);
  if (form === 'torch') return (what) => createTorch(python, what, cores);
  return (what) => createOurs(what, form);
}
const python = findTorch();
const offered = [...forms, 'cpu1', 'cpu', ...(python ? ['torch1', 'torch'] : [])];

const report = { adapter: name, machine, costs, ceiling, titles, configs: {}, references: {} };
for (const config of options.configs) {
  const measurements = {};
  for (const form of options.forms.filter((one) => offered.includes(one))) {
    const { repeats, budgetMs } = options;
    const request = { config, repeats, budgetMs };
    const measurement = await measure(request, creatorOf(form), counters, () => undefined);
    measurements[form] = { ...measurement, budgetMs };
    console.log(progressLine(config, form, measurements[form]));
  }
  const { reference, rows } = makeRows(
    measurements,
    options.forms,
    (form) => form === options.forms[0],
  );
  report.references[config] = reference;
  report.configs[config] = rows;
}
if (options.configs.length > 0) console.log(`\n${formatTable(report)}`);

if (options.checks) {
  const tests = await runKernelTests({
    everyCase: true,
    onTest: (done, total) => {
      if (done % 50 === 0) console.log(`kernel tests: ${done} of ${total}`);
    },
  });
  const of = (state) => tests.filter((test) => test.state === state);
  for (const { title, message } of of('failed')) console.log(`FAILED: ${title}: ${message}`);
  report.checks = tests;
  console.log(
    `\nkernel tests: ${of('passed').length} passed, ${of('failed').length} failed, ${of('not offered').length} not offered by this adapter`,
  );
  if (of('failed').length > 0 || of('passed').length === 0) process.exitCode = 1;
}
const rows = Object.values(report.configs).flatMap((config) => Object.values(config));
if (rows.some(({ valid }) => !valid)) process.exitCode = 1;
if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
// Dawn's instance keeps the process alive.
process.exit();
