/** A copy of a net that is taught a text of a person's own. The net itself, and its run, stay as they are. */
import type { Tuning } from '../config/tuning.ts';
import type { BatchSource } from '../data/batch-source.ts';
import type { TokenLine } from '../data/sequences.ts';
import { copyOf } from './net-copy.ts';
import type { Net } from './net.ts';
import { Trainer } from './trainer.ts';

/** Of the learning rate: with all of it what was learned before would be forgotten (measured on Alice). */
const gentle = 0.3;

/** Before the first step, and before the last: nats per token of the text. */
export interface Lesson {
  steps: number;
  before: number;
  after: number;
}

export class Pupil {
  readonly net: Net;

  private constructor(net: Net) {
    this.net = net;
  }

  /** @throws SettingsError where there is no memory; nothing is left behind then */
  static async of(net: Net): Promise<Pupil> {
    return new Pupil(await copyOf(net, net.optimizer));
  }

  /** Steps of the net's optimizer, each over all of the text from where it begins. */
  async learn(line: TokenLine, tuning: Tuning, steps: number): Promise<Lesson> {
    const timeSteps = line.tokens.length;
    const unrolling = { timeSteps, batchSize: 1, strategy: 'stepwise' } as const;
    const learningRate = gentle * tuning.learningRate;
    const constant: Tuning = { ...tuning, schedule: 'constant', learningRate };
    const trainer = await Trainer.create(this.net, unrolling, alwaysThis(line), constant);
    try {
      for (let step = 0; step < steps; step++) trainer.run(1);
      const losses = (await trainer.readLosses())?.losses ?? [];
      return { steps, before: losses[0], after: losses[losses.length - 1] };
    } finally {
      trainer.destroy();
    }
  }

  destroy(): void {
    this.net.destroy();
  }
}

const alwaysThis = ({ tokens, targets }: TokenLine): BatchSource => ({
  fill(_, into) {
    into.tokens.set(tokens);
    into.targets.set(targets);
  },
  starts: (_, into) => into.fill(1),
});
