/**
 * Speed of a training step beside other libraries', in the same browser and the same run:
 * `npm run bench -- [--only A,B] [--peers ours,jaxWasm] [--repeats 7] [--json FILE]`
 * or, without a GPU, the sizes of our launches: `npm run bench -- --geometry [--only A] [--json FILE]`
 * or, without a browser, our step in every form on the adapter that Dawn finds in Node:
 * `npm run bench -- --node [--checks] [--form tiles] [--only A] [--repeats 7] [--json FILE]`
 * or that program in a folder, for a machine with Node alone: `npm run bench -- --pack FOLDER`
 * or how soon the defaults learn, which takes hours: `npm run bench -- --learning [FILE]`
 */
import { existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { runMeasurement, servePage } from '../bench/driver/bench-page.mjs';
import { printGeometry } from '../bench/driver/geometry.mjs';
import { formatPlayground, measurePlayground } from '../bench/driver/playground.mjs';
import { measureDefaults } from '../bench/driver/learning.mjs';
import { packForNode, runInNode } from '../bench/driver/node.mjs';
import { formatTable, progressLine } from '../bench/driver/table.mjs';
import { makeRows } from '../bench/driver/verdict.mjs';
import { chosen, positive } from '../bench/node/options.mjs';

const titles = {
  A: 'LSTM 128',
  B: '2 x LSTM 256',
  C: 'GRU 128',
  D: 'RNN 128',
  E: 'LSTM 512',
};
const peers = ['ours', 'tfjsWebgpu', 'tfjsWasm', 'tfjsWasmTuned', 'jaxWebgpu', 'jaxWasm'];
/** Measured only where they are asked for: `ours` is one of them. */
const forms = ['oursRegisters', 'oursQuads', 'oursTiles'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: Object.keys(titles).join(',') },
      peers: { type: 'string', default: peers.join(',') },
      repeats: { type: 'string', default: '7' },
      budget: { type: 'string', default: '60' },
      json: { type: 'string' },
      geometry: { type: 'boolean', default: false },
      playground: { type: 'boolean', default: true },
      'no-playground': { type: 'boolean', default: false },
    },
  });
  return {
    configs: chosen(values.only, Object.keys(titles)),
    peers: chosen(values.peers, [...peers, ...forms]),
    repeats: Math.ceil(positive(values.repeats, 'repeats')),
    budgetMs: 1000 * positive(values.budget, 'budget'),
    json: values.json,
    geometry: values.geometry,
    playground: values.playground && !values['no-playground'],
  };
}

async function measureConfigs(options) {
  const report = { configs: {}, references: {}, titles };
  const page = await servePage();
  try {
    for (const config of options.configs) {
      const measurements = {};
      for (const peer of options.peers) {
        const { repeats, budgetMs } = options;
        measurements[peer] = await runMeasurement(page.address, {
          config,
          peer,
          repeats,
          budgetMs,
        });
        console.log(progressLine(config, peer, measurements[peer]));
      }
      const { reference, rows } = makeRows(measurements);
      report.references[config] = reference;
      report.configs[config] = rows;
    }
  } finally {
    await page.close();
  }
  return report;
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
  const report = await measureConfigs(options);
  console.log(`\n${formatTable(report)}`);
  report.playground = options.playground ? await measurePage() : null;
  const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length };
  return { started, machine, ...report };
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
else if (first === '--learning') await measureDefaults(rest[0] ?? 'bench/results/learning.jsonl');
else await measureInBrowser(readOptions());
