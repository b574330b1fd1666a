/**
 * `npm run soak -- [minutes]`: trains for half an hour while nets are rebuilt, settings changed,
 * samples drawn, and the page hidden half the time. After each round the same net stands there
 * again, and memory is measured: once warm, GPU bytes and buffers must be the same each time, and
 * the heaps of page and worker must not grow.
 */
/* global document -- the functions that run in the page use it */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { chromiumArgs, findChromium } from './browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const minutes = Number(process.argv[2] ?? 30);
/** The first rounds fill caches: of compiled code, of kernels, of fonts. */
const warmRounds = 3;
/** Per training step, of the line through the measurements. */
const heapSlopeLimit = 1024;
const secondsPerNet = 8;

const base = { cell: 'lstm', layers: 1, hiddenSize: 16, timeSteps: 8, batchSize: 4, heldOut: 1 };
const nets = [
  { ...base, hiddenSize: 24, temperature: 1.2 },
  { ...base, cell: 'gru', layers: 2 },
  { ...base, cell: 'rnn-tanh', optimizer: 'sgd', clipNorm: 1 },
  { ...base, input: 'embedding', embeddingSize: 12, topK: 5 },
  { ...base, batchSize: 7, timeSteps: 13, learningRate: 0.01 },
  base,
];

/** Runs in the page: one net as these settings say, trained while everything else goes on. */
async function live({ settings, seconds, isHidden }) {
  const { session } = document.querySelector('playground-app');
  const { client } = session;
  const next = (type, accept = () => true) =>
    new Promise((resolve) => {
      const stop = client.on(type, (message) => {
        if (!accept(message)) return;
        stop();
        resolve(message);
      });
    });
  const rewound = next('training.progress', ({ progress }) => progress.step === 0);
  client.send({ type: 'training.rewind' });
  await rewound;
  const running = next('training.progress', ({ progress }) => progress.state === 'running');
  client.send({ type: 'page.hidden', hidden: isHidden });
  for (const [key, value] of Object.entries(settings)) await session.change(key, value);
  // rebuilds what the changes ask for, and trains when it is there
  session.train();
  await running;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const sampled = next('sample.ended');
    session.sample.draw(session.settings.value);
    await sampled;
    client.send({ type: 'validation.run' });
    const rate = session.settings.value.learningRate;
    await session.change('learningRate', rate > 0.003 ? 0.002 : 0.004);
    await session.change('line', `line ${Math.round(rate * 1000)}`);
  }
  const paused = next('training.progress', ({ progress }) => progress.state === 'paused');
  const validated = next('validation.result', ({ result }) => result.tokens === result.total);
  client.send({ type: 'training.pause' });
  const { step } = (await paused).progress;
  await validated;
  return step;
}

/** Runs in the page: back to the start, so that no curve is part of what is measured. */
async function rest(settings) {
  const { session } = document.querySelector('playground-app');
  const { client } = session;
  const untouched = new Promise((resolve) => {
    const stop = client.on('training.progress', ({ progress }) => {
      if (progress.step > 0) return;
      stop();
      resolve();
    });
  });
  client.send({ type: 'training.rewind' });
  await untouched;
  session.sample.clear();
  await session.change('line', settings.line);
  const framed = new Promise((resolve) => {
    const stop = client.on('view.frame', ({ view, frame }) => {
      if (view !== 'gates' || frame.tokens.join('') !== settings.line) return;
      stop();
      resolve();
    });
  });
  session.views.startOver();
  await framed;
  // plans of lines shown before go when the GPU is done with them
  let state = await client.ask({ type: 'state.read' });
  for (let quiet = 0; quiet < 5;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const again = await client.ask({ type: 'state.read' });
    quiet = again.liveBytes === state.liveBytes ? quiet + 1 : 0;
    state = again;
  }
  const banner = session.banner.value;
  return { ...state, problem: banner ? JSON.stringify(banner.problem) : null };
}

async function heapOf(connection) {
  await connection.send('HeapProfiler.enable');
  await connection.send('HeapProfiler.collectGarbage');
  await connection.send('HeapProfiler.collectGarbage');
  return (await connection.send('Runtime.getHeapUsage')).usedSize;
}

/** Least squares: how much y grows per x. */
function slope(points) {
  const mean = (pick) => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [x, y] = [mean((p) => p.x), mean((p) => p.y)];
  const above = points.reduce((sum, p) => sum + (p.x - x) * (p.y - y), 0);
  return above / points.reduce((sum, p) => sum + (p.x - x) ** 2, 0);
}

await build({ root, logLevel: 'warn' });
const server = await preview({ root, logLevel: 'warn', preview: { port: 4557 } });
const browser = await puppeteer.launch({
  executablePath: findChromium() ?? undefined,
  args: chromiumArgs,
  timeout: 300_000,
  protocolTimeout: 600_000,
});
const problems = [];
const rounds = [];
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(server.resolvedUrls.local[0], { timeout: 300_000 });
  await page.waitForFunction(
    () => document.querySelector('playground-app')?.session.net.info.value,
    { timeout: 300_000 },
  );
  const session = await page.createCDPSession();
  console.log(' minute    steps  GPU bytes  buffers  pipelines  page heap  worker heap');
  const started = performance.now();
  let steps = 0;
  while (performance.now() - started < minutes * 60_000 || rounds.length <= warmRounds + 2) {
    for (const settings of nets) {
      const isHidden = rounds.length % 2 === 1;
      steps += await page.evaluate(live, { settings, seconds: secondsPerNet, isHidden });
    }
    const state = await page.evaluate(rest, { line: 'Alice was beginning' });
    if (state.problem) problems.push(state.problem);
    const round = {
      minute: (performance.now() - started) / 60_000,
      steps,
      gpuBytes: state.liveBytes,
      buffers: state.liveBuffers,
      pipelines: state.created.pipelines,
      pageHeap: await heapOf(session),
      workerHeap: await heapOf(page.workers()[0].client),
    };
    rounds.push(round);
    const cells = [
      round.minute.toFixed(1).padStart(7),
      String(steps).padStart(8),
      String(round.gpuBytes).padStart(10),
      String(round.buffers).padStart(8),
      String(round.pipelines).padStart(10),
      String(round.pageHeap).padStart(10),
      String(round.workerHeap).padStart(12),
    ];
    console.log(cells.join(' '));
  }
} finally {
  await browser.close();
  await server.close();
}

const warm = rounds.slice(warmRounds);
for (const what of ['gpuBytes', 'buffers', 'pipelines']) {
  const seen = [...new Set(warm.map((round) => round[what]))];
  console.log(`${what}: ${seen.join(', ')}`);
  if (seen.length !== 1) problems.push(`${what} changed once warm: ${seen.join(', ')}`);
}
for (const what of ['pageHeap', 'workerHeap']) {
  const growth = slope(warm.map((round) => ({ x: round.steps, y: round[what] })));
  console.log(`${what}: ${growth.toFixed(2)} bytes per step`);
  if (!(growth < heapSlopeLimit)) problems.push(`${what} grows by ${growth} bytes per step`);
}
for (const problem of problems) console.log(`soak: ${problem}`);
console.log(problems.length === 0 ? 'soak: flat' : 'soak: FAILED');
process.exit(problems.length === 0 ? 0 : 1);
