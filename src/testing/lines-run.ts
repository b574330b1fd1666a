/** A net on first names, as the page makes it with the settings that nobody chose. */
import type { Backend } from '../backend/backend.ts';
import { ownDefaults } from '../config/defaults.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import { optimizers } from '../optimizers/index.ts';
import { lines } from '../tasks/lines/lines.ts';
import { Evaluator } from '../training/evaluator.ts';
import { Net } from '../training/net.ts';
import { Sampler } from '../training/sampler.ts';
import { Trainer } from '../training/trainer.ts';

export async function openFirstNames(backend: Backend, seed: number) {
  const table: Settings = { ...defaultSettings(), task: 'lines', seed };
  const settings: Settings = { ...table, ...ownDefaults(table) };
  const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
  const data = await lines.open({ kind: 'builtin', id: 'first-names' }, settings, quiet);
  const { model, objective, unrolling } = data.model(settings);
  const optimizer = optimizers.find(({ id }) => id === settings.optimizer);
  if (!optimizer) throw new Error(`no optimizer ${settings.optimizer}`);
  const { form } = backend;
  const net = await Net.create(backend, { model, objective, optimizer, form, seed });
  const batches = data.batches(unrolling, seed);
  const trainer = await Trainer.create(net, unrolling, batches, tuningOf(settings));
  const evaluator = await Evaluator.create(net, unrolling, data.heldOut(unrolling));
  const sampler = await Sampler.create(net);
  await Promise.all([evaluator.compile(), sampler.compile()]);
  return {
    ...{ data, settings, unrolling },

    /** @returns the losses of these steps */
    async train(steps: number): Promise<number[]> {
      const losses: number[] = [];
      while (losses.length < steps) {
        for (let step = 0; step < Math.min(25, steps - losses.length); step++) trainer.run(1);
        losses.push(...((await trainer.readLosses())?.losses ?? []));
      }
      return losses;
    },

    async heldOutLoss(): Promise<number> {
      evaluator.begin(Infinity);
      while (!evaluator.isComplete) evaluator.runChunk();
      return (await evaluator.finish()).loss;
    },

    /** Names that the net says, cut where they are longer than `limit` characters. */
    async names(count: number, limit: number): Promise<string[]> {
      const { temperature, topK } = settings;
      const ends = { token: data.targets.end as number, limit: limit + 1 };
      const prompt = data.beginning();
      sampler.start({ ...{ prompt, length: count, ends, seed: 1, temperature, topK } });
      const names: string[] = [];
      while (sampler.remaining > 0) {
        for (const drawn of await sampler.run(64)) {
          names.push(data.targets.decode(drawn.map(({ token }) => token)).trimEnd());
        }
      }
      return names;
    },

    close(): void {
      for (const part of [sampler, evaluator, trainer, net]) part.destroy();
    },
  };
}
