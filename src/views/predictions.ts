/** What the net answers on held-out examples, wrong ones first, and on a line of a person's own. */
import { stepsOf } from '../data/sequences.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { PredictedExample, PredictedLine, PredictionsFrame } from '../protocol/predictions.ts';
import type { Line } from '../tasks/task.ts';
import { Answers } from '../training/answers.ts';
import { HeldOutAnswers } from './held-out-answers.ts';
import type { LiveNet, View } from './view.ts';

/** Examples that are shown at most. */
const mostShown = 50;

export const predictions: View<'predictions'> = {
  interval: 500,
  timeShare: 0.06,

  async open(live, wish) {
    const { examples } = live.data;
    if (!examples) return null;
    const line = live.data.line(wish.line);
    const total = examples.counts.heldOut;
    const hasLine = line.tokens.length > 0;
    if (total === 0 && !hasLine) {
      const nothing = { counted: 0, total, examples: [], line: null };
      return { frame: (step) => ({ step, ...nothing }) };
    }
    const typed = hasLine ? await TypedLine.create(live, line, examples.delay) : undefined;
    try {
      const heldOut = total > 0 ? await HeldOutAnswers.create(live, examples) : undefined;
      return {
        async next(step): Promise<PredictionsFrame> {
          // both see the weights of now
          const [ofLine, ofHeldOut] = [typed?.run(), heldOut?.run()];
          const answeredLine = (await ofLine) ?? null;
          const answered = (await ofHeldOut) ?? [];
          return {
            ...{ step, counted: answered.length, total },
            examples: wrongFirst(answered),
            line: answeredLine,
          };
        },
        destroy() {
          typed?.destroy();
          heldOut?.destroy();
        },
      };
    } catch (error) {
      typed?.destroy();
      throw error;
    }
  },
};

function wrongFirst(answered: readonly PredictedExample[]): PredictedExample[] {
  const wrong = answered.filter(({ isRight }) => !isRight);
  const right = answered.filter(({ isRight }) => isRight);
  return [...wrong, ...right].slice(0, mostShown);
}

class TypedLine {
  readonly #live: LiveNet;
  readonly #line: Line;
  readonly #delay: number;
  readonly #answers: Answers;

  private constructor(live: LiveNet, line: Line, delay: number, answers: Answers) {
    this.#live = live;
    this.#line = line;
    this.#delay = delay;
    this.#answers = answers;
  }

  static async create(live: LiveNet, line: Line, delay: number): Promise<TypedLine> {
    const { net, data } = live;
    const sizes = { timeSteps: stepsOf(line), batchSize: 1 };
    const hasOdds = net.shape.summary !== undefined;
    const options = { name: 'predictions, line', classes: data.targets.size, hasOdds };
    return new TypedLine(live, line, delay, await Answers.create(net, sizes, options));
  }

  /** Nothing where two readings are under way. */
  async run(): Promise<PredictedLine | undefined> {
    const { tokens, targets, labels, skipped } = this.#line;
    const answers = await this.#answers.run((inputs) => {
      inputs.tokens.set(tokens);
      inputs.targets.set(targets);
    });
    if (!answers) return undefined;
    const { data } = this.#live;
    // one for each that is read, so many steps later; or one for all
    const delay = this.#delay;
    const given = answers.slice(delay);
    const wanted = Array.from(targets.subarray(delay), (target) =>
      target === maskedTarget ? null : data.targets.label(target),
    );
    return {
      shown: labels.slice(0, labels.length - delay),
      wanted,
      given: given.map(({ token }) => data.targets.label(token)),
      probabilities: given.map(({ probability }) => probability),
      odds: answers[0]?.odds ? this.#byOdds(answers[0].odds) : null,
      skipped,
    };
  }

  destroy(): void {
    this.#answers.destroy();
  }

  #byOdds(odds: Float64Array): PredictedLine['odds'] {
    const { targets } = this.#live.data;
    return Array.from(odds, (probability, id) => ({ label: targets.label(id), probability })).sort(
      (a, b) => b.probability - a.probability,
    );
  }
}
