/** The page's way to a net, at the ends of every size that it offers. */
import { afterEach, describe, expect, it } from 'vitest';
import { settingsTable } from '../config/settings.ts';
import { fewCells } from '../testing/few-cells.ts';
import { GpuSession } from '../testing/gpu-session.ts';
import { pairwiseCases } from '../testing/pairwise.ts';
import { isThorough } from '../testing/thorough.ts';
import { smallNet, type WorkerSession } from '../testing/worker-session.ts';

let worker: WorkerSession;
afterEach(() => worker.close());

/** One size at the end of its range, the others small. */
const ends = (['layers', 'hiddenSize', 'embeddingSize', 'batchSize', 'timeSteps'] as const).flatMap(
  (key) => [settingsTable[key].min, settingsTable[key].max].map((size) => ({ [key]: size })),
);
const all = pairwiseCases(
  {
    size: [...ends, { hiddenSize: 1, embeddingSize: 1 }, { batchSize: 1, timeSteps: 1 }],
    kernels: ['registers', 'quads', 'tiles'],
    input: ['embedding', 'one-hot'],
    text: ['a', 'ab', 'to be or not to be, that is the question. '],
  },
  4,
);
/** Every size at least once. */
const cases = all.filter(
  ({ size }, at) => isThorough || all.findIndex((one) => one.size === size) === at,
);

describe('a net at the end of a range', { timeout: 600_000 }, () => {
  it(`is built from the kernels that were asked for: ${cases.length} nets`, async () => {
    worker = await GpuSession.start();
    for (const [index, { size, text, ...kernels }] of cases.entries()) {
      const chosen = { ...kernels, cell: fewCells[index % fewCells.length] };
      const settings = { ...smallNet, hiddenSize: 8, timeSteps: 4, ...chosen, ...size };
      await worker.openText(text.repeat(4000 / text.length), settings);
      const from = worker.messages.length;
      worker.send({ type: 'net.build', settings });
      const answer = await Promise.race([
        worker.next('net.ready', undefined, from).then(({ info }) => info),
        worker.next('net.refused', undefined, from).then(({ problem }) => problem),
      ]);
      expect(answer, JSON.stringify({ text, ...chosen, ...size })).toMatchObject({
        kernels: settings.kernels,
        avoided: null,
      });
    }
  });
});
