/** What one example costs the net: ŷ at each of its answers, and −log ŷ of what is right. */
import { HeldOutSequences } from '../data/sequence-batches.ts';
import { type Sequence, sourceSteps, stepsIn, stepWords } from '../data/sequences.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import { noToken } from '../ops/no-token.ts';
import type { CostedAnswer, ExampleLossFrame } from '../protocol/example-loss.ts';
import type { TaskData } from '../tasks/task.ts';
import { Answers } from '../training/answers.ts';
import type { Prediction } from '../training/predictions.ts';
import { exampleOf } from './data.ts';
import type { View } from './view.ts';

/** Classes that are all shown; of more only the likeliest. */
const fewClasses = 12;
const likeliest = 8;

export const exampleLoss: View<'example-loss'> = {
  interval: 400,
  timeShare: 0.05,

  async open({ net, data, training }, wish) {
    if (!training) return null;
    const dataset = data.dataset(training.unrolling);
    const { counts } = dataset;
    const { id: kind } = net.objective;
    // of numbers no class is likelier than another
    if (kind === 'squared') return null;
    const found = exampleOf(dataset, wish);
    if (!found) {
      const nothing = { source: null, read: [], answers: [] };
      return { frame: (step) => ({ ...wish, step, counts, kind, ...nothing }) };
    }
    const { sequence, index } = found;
    const about = { part: wish.part, index, counts, kind, ...readOf(data, sequence) };
    const isAnsweredOnce = net.shape.summary !== undefined;
    const sizes = { timeSteps: stepsIn(sequence), batchSize: 1 };
    const batch = new HeldOutSequences([sequence], { ...sizes, isAnsweredOnce });
    const answers = await Answers.create(
      net,
      { ...sizes, timeStepsOf: sourceSteps([sequence]) },
      { name: 'loss of an example', classes: data.targets.size, hasOdds: true },
    );
    return {
      async next(step): Promise<ExampleLossFrame> {
        const given = (await answers.run((inputs) => batch.fill(0, inputs))) ?? [];
        const costed = given.map((one, at) => costOf(data, one, sequence.targets[at]));
        return { step, ...about, answers: costed };
      },
      destroy: () => answers.destroy(),
    };
  },
};

function readOf({ inputs, pairs }: TaskData, sequence: Sequence) {
  const { source, features = 1 } = sequence;
  return {
    source: source && pairs ? Array.from(source, (id) => pairs.sources.label(id)) : null,
    read: Array.from(stepWords(sequence), (id, time) => {
      if (id === noToken) return null;
      const own = Array.from(
        { length: features },
        (_, at) => sequence.inputs[time * features + at],
      );
      return inputs.vectorLabel?.(own) ?? inputs.label(id);
    }),
  };
}

function costOf(
  { targets }: TaskData,
  { odds = new Float64Array(), targetProbability }: Prediction,
  target: number,
): CostedAnswer {
  const wanted = target === maskedTarget ? null : target;
  return {
    wanted: wanted === null ? null : targets.label(wanted),
    loss: targetProbability === null ? NaN : -Math.log(targetProbability),
    odds: shownOf(odds, wanted).map((id) => {
      return { label: targets.label(id), probability: odds[id] };
    }),
  };
}

/** Classes whose bars are shown. */
function shownOf(odds: Float64Array, wanted: number | null): number[] {
  const all = [...odds.keys()];
  if (all.length <= fewClasses) return all;
  const shown = all.sort((a, b) => odds[b] - odds[a] || a - b).slice(0, likeliest);
  return wanted === null || shown.includes(wanted) ? shown : [...shown.slice(0, -1), wanted];
}
