/**
 * Speed of a training step beside other libraries', in the same browser and the same run, and beside
 * PyTorch and what the CPU can do at most:
 * `npm run bench -- [--only A,B] [--peers oursCpu,jaxWasm] [--repeats 7] [--json FILE] [--document]`
 * or what grows with one size of model A, as a picture:
 * `npm run bench -- --sweep hidden|time|batch|layers|vocab [--peers oursCpu,jaxWasm] [--document]`
 * or, without a GPU, the sizes of our launches: `npm run bench -- --geometry [--only A] [--json FILE]`
 * or, without a browser, our step in every form on the adapter that Dawn finds in Node:
 * `npm run bench -- --node [--checks] [--form tiles] [--only A] [--repeats 7] [--json FILE]`
 * or that program in a folder, for a machine with Node alone: `npm run bench -- --pack FOLDER`
 * or how soon the defaults learn, which takes hours: `npm run bench -- --learning [FILE]`
 * or how soon taggers do, which takes minutes: `npm run bench -- --tagging`
 * or how the built page behaves while it trains, and what it learns in a minute: `npm run bench -- --page`
 */
import { existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCeiling, runMeasurement, servePage } from '../bench/driver/bench-page.mjs';
import { documentSpeed, documentSweep } from '../bench/driver/document.mjs';
import { printGeometry } from '../bench/driver/geometry.mjs';
import { formatPlayground, measurePlayground } from '../bench/driver/playground.mjs';
import { measureDefaults } from '../bench/driver/learning.mjs';
import { packForNode, runInNode } from '../bench/driver/node.mjs';
import { drawSweep, sweeps, sweptConfigs } from '../bench/driver/sweep.mjs';
import { formatTable, progressLine, speedOf } from '../bench/driver/table.mjs';
import { measureTaggers } from '../bench/driver/tagging.mjs';
import { openTorch } from '../bench/driver/torch.mjs';
import { makeRows } from '../bench/driver/verdict.mjs';
import { chosen, positive } from '../bench/node/options.mjs';

const titles = {
  A: 'LSTM 128',
  B: '2 x LSTM 256',
  C: 'GRU 128',
  D: 'RNN 128',
  E: 'LSTM 512',
};
const ours = ['oursCpu', 'oursCpu1', 'oursGpu'];
const others = ['tfjsWebgpu', 'tfjsWasm', 'tfjsWasmTuned', 'jaxWebgpu', 'jaxWasm'];
const native = ['torch1', 'torch', 'ceiling'];
const peers = [...ours, ...others, ...native];
/** Measured only where they are asked for: `oursGpu` is one of them. */
const forms = ['oursRegisters', 'oursQuads', 'oursTiles'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: Object.keys(titles).join(',') },
      peers: { type: 'string', default: peers.join(',') },
      repeats: { type: 'string', default: '7' },
      budget: { type: 'string', default: '60' },
      json: { type: 'string' },
      sweep: { type: 'string' },
      document: { type: 'boolean', default: false },
      geometry: { type: 'boolean', default: false },
      playground: { type: 'boolean', default: true },
      'no-playground': { type: 'boolean', default: false },
    },
  });
  const [sweep] = chosen(values.sweep ?? '', Object.keys(sweeps));
  return {
    configs: sweep ? sweptConfigs(sweeps[sweep]) : chosen(values.only, Object.keys(titles)),
    sweep,
    peers: chosen(values.peers, [...peers, ...forms]),
    repeats: Math.ceil(positive(values.repeats, 'repeats')),
    budgetMs: 1000 * positive(values.budget, 'budget'),
    json: values.json,
    document: values.document,
    geometry: values.geometry,
    playground: values.playground && !values['no-playground'] && !sweep,
  };
}

async function measureConfigs(options) {
  const report = { configs: {}, references: {}, titles };
  const page = await servePage();
  const wantsTorch = options.peers.some((peer) => peer.startsWith('torch'));
  const torch = wantsTorch ? await openTorch() : null;
  if (wantsTorch && !torch) console.log('PyTorch is not measured: no Python here has it.');
  try {
    for (const config of options.configs) {
      const measurements = {};
      let ceiling;
      for (const peer of options.peers) {
        const { repeats, budgetMs } = options;
        const request = { config, peer, repeats, budgetMs };
        if (peer === 'ceiling') ceiling = await runCeiling(page.address);
        else if (!peer.startsWith('torch')) {
          measurements[peer] = await runMeasurement(page.address, request);
        } else if (torch) measurements[peer] = await torch.measure(request);
        if (measurements[peer]) console.log(progressLine(config, peer, measurements[peer]));
      }
      const { reference, rows } = makeRows(measurements);
      if (ceiling) rows.ceiling = ceiling;
      report.references[config] = reference;
      report.configs[config] = rows;
    }
    addShares(Object.values(report.configs));
  } finally {
    await torch?.close();
    await page.close();
  }
  return report;
}

/** Our shares of the most that the CPU did in this run: at times a machine gives less than all its cores. */
function addShares(configs) {
  const ceilings = configs.flatMap(({ ceiling }) => ceiling ?? []);
  if (ceilings.length === 0) return;
  for (const [peer, key] of [
    ['oursCpu', 'all'],
    ['oursCpu1', 'one'],
  ]) {
    const most = Math.max(...ceilings.map((ceiling) => ceiling[key]));
    for (const { [peer]: row } of configs) if (row?.valid) row.ceilingShare = speedOf(row) / most;
  }
}

/** Only where the playground was built: it needs the whole page. */
async function measurePage() {
  if (!existsSync(new URL('../dist/index.html', import.meta.url))) {
    console.log('\nThe playground is not built (npm run build): its page is not measured.');
    return null;
  }
  const playground = await measurePlayground();
  console.log(`\n${formatPlayground(playground)}`);
  return playground;
}

async function measureAll(options) {
  const started = new Date().toISOString();
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length };
  const report = { started, machine, ...(await measureConfigs(options)) };
  console.log(`\n${formatTable(report)}`);
  if (options.sweep) drawSwept(options, report);
  else if (options.document) documentSpeed(report);
  report.playground = options.playground ? await measurePage() : null;
  return report;
}

/** The picture lies beside the documents, or among the results. */
function drawSwept({ sweep, document }, report) {
  const name = `performance-${sweep}.svg`;
  const folder = document ? '../docs/' : '../bench/results/';
  const file = fileURLToPath(new URL(folder + name, import.meta.url));
  const slower = drawSweep(sweep, report.configs, file);
  console.log(`\nDrawn in ${file}`);
  console.log(
    slower.length > 0 ? `Faster than ours: ${slower.join(', ')}` : 'No peer is faster anywhere.',
  );
  if (document) documentSweep(sweep, name, report);
}

async function measureInBrowser(options) {
  const report = options.geometry
    ? { geometry: await printGeometry(options.configs, titles) }
    : await measureAll(options);
  if (!options.json) return;
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nWritten to ${options.json}`);
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--node') process.exitCode = await runInNode(rest);
else if (first === '--pack') await packForNode(rest[0] ?? 'bench/results/pack');
else if (first === '--page') await measurePage();
else if (first === '--learning') await measureDefaults(rest[0] ?? 'bench/results/learning.jsonl');
else if (first === '--tagging') await measureTaggers();
else await measureInBrowser(readOptions());
