/** What the net answers to the beginnings of held-out sequences, and of one of a person's own. */
import { HeldOutSequences } from '../data/sequence-batches.ts';
import { longestOf, type Sequence, stepsIn, stepsOf } from '../data/sequences.ts';
import type { EarlyAnswers, EarlyFrame } from '../protocol/early.ts';
import { Answers } from '../training/answers.ts';
import type { Prediction } from '../training/predictions.ts';
import { sequencesAtOnce } from './held-out-answers.ts';
import type { LiveNet, View } from './view.ts';

/** Shares of each example that are read. */
const shares = [1, 2, 3, 4, 5, 6, 7, 8].map((part) => part / 8);
/** Examples that are read so, and beginnings of one sequence, at most. */
const [mostExamples, mostBeginnings] = [32, 48];

export const early: View<'early'> = {
  interval: 500,
  timeShare: 0.05,

  async open(live, wish) {
    const { data, training } = live;
    if (!training || live.net.shape.summary === undefined) return null;
    const dataset = data.dataset(training.unrolling);
    const total = dataset.counts.heldOut;
    const counted = Math.min(mostExamples, total);
    const examples = Array.from({ length: counted }, (_, at) =>
      // spread evenly: tables often have one class after the other
      dataset.at('heldOut', Math.floor((at * total) / counted)),
    );
    const line = data.line(wish.line);
    const own = { inputs: line.tokens, targets: line.targets, features: line.features };
    const length = stepsOf(line);
    const count = Math.min(mostBeginnings, length);
    const read = Array.from({ length: count }, (_, at) => Math.ceil(((at + 1) * length) / count));
    const beginnings = [
      ...shares.flatMap((share) => examples.map((one) => beginningOf(one, share * stepsIn(one)))),
      ...read.map((steps) => beginningOf(own, steps)),
    ];
    const classes = Array.from({ length: data.targets.size }, (_, id) => data.targets.label(id));
    const about = { classes, counted, total };
    if (beginnings.length === 0) {
      return { frame: (step) => ({ step, ...about, scores: [], line: null }) };
    }
    const answers = await AllAnswers.create(live, beginnings);
    const given = length > 0 || line.skipped.length > 0;
    const told = { read, timeSteps: length, skipped: line.skipped };
    return {
      async next(step): Promise<EarlyFrame> {
        const all = await answers.run();
        const scores = shares.map((share, at) => {
          const own = all.slice(at * counted, (at + 1) * counted);
          return { share, right: own.filter(isRight(examples)).length };
        });
        const ofLine = all.slice(shares.length * counted);
        return { step, ...about, scores, line: given ? { ...told, odds: oddsOf(ofLine) } : null };
      },
      destroy: () => answers.destroy(),
    };
  },
};

const isRight = (examples: readonly Sequence[]) => (one: Prediction, at: number) =>
  one.token === examples[at].targets[0];

const oddsOf = (given: readonly Prediction[]): EarlyAnswers['odds'] =>
  given.map(({ odds = [] }) => Array.from(odds));

/** At least its first time step. */
function beginningOf(sequence: Sequence, timeSteps: number): Sequence {
  const steps = Math.max(1, Math.floor(timeSteps));
  const words = Array.from(sequence.inputs).slice(0, steps * (sequence.features ?? 1));
  return { ...sequence, inputs: words };
}

/** To all of them, as many at a time as need little memory. */
class AllAnswers {
  readonly #answers: Answers;
  readonly #batches: HeldOutSequences;

  private constructor(answers: Answers, batches: HeldOutSequences) {
    this.#answers = answers;
    this.#batches = batches;
  }

  static async create({ net, data }: LiveNet, sequences: readonly Sequence[]) {
    const timeSteps = longestOf(sequences);
    const most = sequencesAtOnce(net.model, timeSteps);
    const runs = Math.ceil(sequences.length / most);
    const sizes = { batchSize: Math.ceil(sequences.length / runs), timeSteps };
    const options = { name: 'early answers', classes: data.targets.size, hasOdds: true };
    const answers = await Answers.create(net, { ...sizes, hasLengths: true }, options);
    const batches = new HeldOutSequences(sequences, { ...sizes, isAnsweredOnce: true });
    return new AllAnswers(answers, batches);
  }

  /** In the order of the sequences. */
  async run(): Promise<Prediction[]> {
    const all: Prediction[] = [];
    for (let chunk = 0; chunk < this.#batches.chunks; chunk++) {
      const answers = await this.#answers.run((inputs) => this.#batches.fill(chunk, inputs));
      if (!answers) throw new Error('early answers: more than two runs under way');
      all.push(...answers);
    }
    return all.slice(0, this.#batches.rows);
  }

  destroy(): void {
    this.#answers.destroy();
  }
}
