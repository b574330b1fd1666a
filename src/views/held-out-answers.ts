/** Answers on held-out examples: as many at a time as need little memory. */
import type { FiniteBatches } from '../data/batch-source.ts';
import type { Model } from '../model/model.ts';
import { directionsOf } from '../model/stack-shape.ts';
import type { PredictedExample } from '../protocol/predictions.ts';
import type { Examples } from '../tasks/task.ts';
import { Answers } from '../training/answers.ts';
import type { Prediction } from '../training/predictions.ts';
import type { LiveNet } from './view.ts';

/** Values of gates that one run keeps at most: 16 MiB. */
export const mostGates = 2 ** 22;
/** Runs for one frame. */
const mostRuns = 4;

export class HeldOutAnswers {
  readonly #live: LiveNet;
  readonly #examples: Examples;
  readonly #answers: Answers;
  readonly #batches: FiniteBatches;
  readonly #batchSize: number;
  /** Examples that are answered: the first ones. */
  readonly #count: number;

  private constructor(
    live: LiveNet,
    examples: Examples,
    answers: Answers,
    { batches, batchSize, count }: { batches: FiniteBatches; batchSize: number; count: number },
  ) {
    this.#live = live;
    this.#examples = examples;
    this.#answers = answers;
    this.#batches = batches;
    this.#batchSize = batchSize;
    this.#count = count;
  }

  static async create(live: LiveNet, examples: Examples): Promise<HeldOutAnswers> {
    const { net, data } = live;
    const { timeSteps } = examples;
    const { batchSize, count } = sizesOf(net.model, examples);
    const unrolling = { timeSteps, batchSize, hasLengths: true };
    const options = { name: 'predictions', classes: data.targets.size };
    const answers = await Answers.create(net, unrolling, options);
    const batches = data.heldOut({ ...unrolling, strategy: 'stepwise' })(Infinity);
    return new HeldOutAnswers(live, examples, answers, { batches, batchSize, count });
  }

  /** The first run is submitted at once. */
  async run(): Promise<PredictedExample[]> {
    const answered: PredictedExample[] = [];
    for (let chunk = 0; chunk * this.#batchSize < this.#count; chunk++) {
      const answers = await this.#answers.run((inputs) => this.#batches.fill(chunk, inputs));
      const first = chunk * this.#batchSize;
      const end = Math.min(this.#count, first + this.#batchSize);
      for (let index = first; answers && index < end; index++) {
        answered.push(this.#example(index, answers, index - first));
      }
    }
    return answered;
  }

  destroy(): void {
    this.#answers.destroy();
  }

  /** @param place in the batch */
  #example(index: number, answers: readonly Prediction[], place: number): PredictedExample {
    const { delay } = this.#examples;
    const { shown, wanted } = this.#examples.at('heldOut', index);
    const own = wanted.map((_, at) => answers[(at + delay) * this.#batchSize + place]);
    const given = own.map(({ token }) => this.#live.data.targets.label(token));
    return {
      ...{ index, shown, wanted, given },
      probabilities: own.map(({ probability }) => probability),
      isRight: given.every((label, at) => label === wanted[at]),
    };
  }
}

/** Values of gates at one time step of one sequence. */
export function gateWidth(stack: Model['stacks'][number]): number {
  return stack.layers * directionsOf(stack) * stack.cell.gates.length * stack.hiddenSize;
}

/** As many as the memory allows. */
export function sequencesAtOnce({ stacks }: Model, timeSteps: number): number {
  const width = stacks.reduce((sum, stack) => sum + gateWidth(stack), 0);
  return Math.max(1, Math.floor(mostGates / (timeSteps * width)));
}

/** Even batches, as large as the memory allows. */
function sizesOf(model: Model, { timeSteps, counts: { heldOut } }: Examples) {
  const most = sequencesAtOnce(model, timeSteps);
  const runs = Math.min(mostRuns, Math.ceil(heldOut / most));
  const batchSize = Math.min(most, Math.ceil(heldOut / runs));
  return { batchSize, count: Math.min(heldOut, runs * batchSize) };
}
