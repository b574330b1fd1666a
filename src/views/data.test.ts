/** What is shown of the data is what the kernels get. */
import { describe, expect, it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import { optimizers } from '../optimizers/index.ts';
import type { DataFrame, DataPart, ShownExample } from '../protocol/data-frame.ts';
import { tasks } from '../tasks/index.ts';
import { Net } from '../training/net.ts';
import { Trainer } from '../training/trainer.ts';
import { data as view } from './data.ts';
import type { Frames, LiveNet } from './view.ts';

const work = { signal: new AbortController().signal, onProgress: () => undefined };
const small = { ...defaultSettings(), hiddenSize: 4, batchSize: 3, timeSteps: 5, heldOut: 25 };
const lines = ['Anna', 'Bob', 'Christine', 'Dora', 'Eve', 'Frank', 'Gu', 'Hedwig'].join('\n');
const sentences = ['He/O saw/O Anna/B-PER ./O', 'Run/O', 'Bob/B-PER Lee/I-PER ran/O', 'No/O ./O'];
const books = ['to be', 'or not to be, that', 'is the question. '.repeat(6)];
const files = books.map((book, at) => ({ path: `${at}.txt`, file: new File([book], `${at}.txt`) }));
interface Case {
  text: string;
  settings?: Partial<Settings>;
  files?: typeof files;
}
const cases: { [task: string]: Case } = {
  'language-model': { text: 'to be or not to be, that is the question. '.repeat(4) },
  'language-model of several files': { text: '', files },
  lines: { text: lines },
  tagging: { text: sentences.join('\n'), settings: { lookAhead: '2' } },
  'tagging by 0 and 1': { text: sentences.join('\n'), settings: { labels: 'binary' } },
};

/** Acts on a net of this case, and on what it is trained by. */
async function withNet(
  name: string,
  act: (live: LiveNet, trainer: Trainer, uploads: Uint8Array[]) => Promise<void>,
): Promise<void> {
  const { text, settings: own, files } = cases[name];
  const task = tasks.find(({ info }) => name.startsWith(info.id))!;
  const settings = { ...small, task: task.info.id, ...own };
  const source = files ? ({ kind: 'files', files } as const) : ({ kind: 'paste', text } as const);
  const data = await task.open(source, settings, work);
  const { model, objective, unrolling } = data.model(settings);
  const batches = data.batches(unrolling, settings.seed);
  const backend = new WasmBackend({ checksIndices: true });
  const [optimizer] = optimizers;
  const net = await Net.create(backend, { model, objective, optimizer, form: 'cpu', seed: 1 });
  const uploads: Uint8Array[] = [];
  const prepare = net.prepare.bind(net);
  net.prepare = async (...given) => {
    const runner = await prepare(...given);
    const upload = runner.upload.bind(runner);
    runner.upload = (bytes) => {
      uploads.push(bytes.slice());
      upload(bytes);
    };
    return runner;
  };
  const trainer = await Trainer.create(net, unrolling, batches, tuningOf(settings));
  try {
    await act({ net, data, training: { batches, unrolling }, pins: [] }, trainer, uploads);
  } finally {
    trainer.destroy();
    net.destroy();
    backend.destroy();
  }
}

async function show(live: LiveNet, part: DataPart, index: number, step = 0): Promise<DataFrame> {
  const frames = (await view.open(live, { part, index })) as Frames<'data'>;
  const frame = await frames.next(step);
  frames.destroy();
  return frame;
}

/** The words of an input, in the first slot that was handed to the kernels. */
function wordsOf(trainer: Trainer, bytes: Uint8Array, name: string): number[] | null {
  const tensor = trainer.graph.nodes
    .flatMap(({ inputs }) => inputs)
    .find(({ storage }) => storage.role === 'input' && storage.name === name);
  if (!tensor) return null;
  const { offset } = trainer.plan.placements.get(tensor.storage)!;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: tensor.storage.words }, (_, at) =>
    view.getUint32(offset + 4 * at, true),
  );
}

const labels = (all: ShownExample['inputs']) => all.map((one) => one && one.label);

describe.each(Object.keys(cases))('the data of %s', (name) => {
  it('are shown as they are handed to the kernels, at every step', async () => {
    await withNet(name, async (live, trainer, uploads) => {
      for (let step = 0; step < 5; step++) {
        const { batch } = await show(live, 'train', 0, trainer.step);
        trainer.run(1);
        const bytes = uploads.at(-1)!;
        expect(batch.step).toBe(step);
        expect([...batch.tokens]).toEqual(wordsOf(trainer, bytes, 'tokens'));
        expect([...batch.targets]).toEqual(wordsOf(trainer, bytes, 'targets'));
        expect(batch.lengths && [...batch.lengths]).toEqual(wordsOf(trainer, bytes, 'lengths'));
        await trainer.readLosses();
      }
    });
  });

  it('are the same one by one: each sequence of a batch is the example that it says', async () => {
    await withNet(name, async (live, trainer) => {
      for (const step of [0, 1, 7]) {
        const { batch, counts } = await show(live, 'train', 0, step);
        const { batchSize, timeSteps, examples, tokens, targets, lengths } = batch;
        for (let place = 0; place < batchSize; place++) {
          expect(examples[place]).toBeLessThan(counts.train);
          const { example } = await show(live, 'train', examples[place]);
          const isPadded = cases[name].files !== undefined;
          const real = lengths ? lengths[place] : timeSteps;
          if (isPadded) expect(example!.inputs.length).toBeLessThanOrEqual(real);
          else expect(example!.inputs).toHaveLength(real);
          for (let time = example!.inputs.length; time < timeSteps; time++) {
            const entry = time * batchSize + place;
            expect([tokens[entry], targets[entry]]).toEqual([noToken, maskedTarget]);
          }
          example!.inputs.forEach((input, time) => {
            const entry = time * batchSize + place;
            expect(tokens[entry]).toBe(input ? input.id : noToken);
            expect(targets[entry]).toBe(example!.targets[time]?.id ?? maskedTarget);
          });
        }
      }
      expect(trainer.step).toBe(0);
    });
  });

  it('are the same where they are held out: what a measurement of all of them reads', async () => {
    await withNet(name, async (live) => {
      const { batchSize, timeSteps, hasLengths } = live.training!.unrolling;
      const batches = live.data.heldOut(live.training!.unrolling)(Infinity);
      const measured: string[] = [];
      for (let chunk = 0; chunk < batches.chunks; chunk++) {
        const [tokens, targets] = [0, 0].map(() => new Uint32Array(batchSize * timeSteps));
        const lengths = hasLengths ? new Uint32Array(batchSize) : undefined;
        batches.fill(chunk, { tokens, targets, lengths });
        for (let place = 0; place < batchSize; place++) {
          const column = (words: Uint32Array) =>
            Array.from({ length: timeSteps }, (_, time) => words[time * batchSize + place]);
          const [read, wanted] = [column(tokens), column(targets)];
          const real =
            lengths?.[place] ?? wanted.filter((target) => target !== maskedTarget).length;
          if (real === 0) continue;
          measured.push(JSON.stringify([read.slice(0, real), wanted.slice(0, real)]));
        }
      }
      const { counts } = await show(live, 'heldOut', 0);
      expect(counts.heldOut).toBe(measured.length);
      const shown: string[] = [];
      for (let index = 0; index < counts.heldOut; index++) {
        const { inputs, targets } = (await show(live, 'heldOut', index)).example!;
        const ids = [
          inputs.map((one) => one?.id ?? noToken),
          targets.map((one) => one?.id ?? maskedTarget),
        ];
        shown.push(JSON.stringify(ids));
      }
      expect(shown.sort()).toEqual(measured.sort());
    });
  });

  it('end with the last one, and are none where nothing is held out', async () => {
    await withNet(name, async (live) => {
      const { counts } = await show(live, 'train', 0);
      const last = await show(live, 'heldOut', 1e9);
      expect(last.example?.index).toBe(counts.heldOut - 1);
      expect((await show(live, 'train', NaN)).example?.index).toBe(0);
      const all = { ...live, data: live.data.withHeldOut(0) };
      const none = await show(all, 'heldOut', 0);
      if (none.counts.heldOut === 0) expect(none.example).toBeNull();
    });
  });
});

describe('an example', () => {
  it('of a text is a stretch, and what follows each character', async () => {
    await withNet('language-model', async (live) => {
      const { example, counts, split } = await show(live, 'train', 1);
      expect(labels(example!.inputs).join('')).toBe(' or n');
      expect(labels(example!.targets).join('')).toBe('or no');
      // three streams of 42 − 1 characters, eight stretches of five each
      expect([counts, split]).toEqual([{ train: 24, heldOut: 9 }, 'end']);
    });
  });

  it('of a list begins with nothing and ends with <EOS>', async () => {
    await withNet('lines', async (live) => {
      const { example, counts, split } = await show(live, 'train', 0);
      expect(labels(example!.inputs)).toEqual([null, 'A', 'n', 'n', 'a']);
      expect(labels(example!.targets)).toEqual(['A', 'n', 'n', 'a', '<EOS>']);
      expect([counts, split]).toEqual([{ train: 6, heldOut: 2 }, 'rows']);
    });
  });

  it('of tagged words is answered as late as the net looks ahead', async () => {
    await withNet('tagging', async (live) => {
      const { example, counts } = await show(live, 'train', 0);
      expect(labels(example!.targets).slice(0, 2)).toEqual([null, null]);
      expect(labels(example!.inputs).slice(-2)).toEqual([null, null]);
      expect(example!.inputs).toHaveLength(example!.targets.length);
      expect(counts).toEqual({ train: 3, heldOut: 1 });
    });
    await withNet('tagging by 0 and 1', async (live) => {
      const { batch } = await show(live, 'train', 0);
      expect(batch.targetLabels.map(({ label }) => label).sort()).toEqual(['0', '1']);
    });
  });
});
