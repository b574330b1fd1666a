/** How one weight is checked: loaded with the first one that is looked at. */
import { SettingsError } from '../lib/errors.ts';
import { isInitialState, type ParameterSpec } from '../model/module.ts';
import type { Objective } from '../model/objective.ts';
import { weightUse } from '../model/weight-use.ts';
import type { WeightCheck, WeightFrame, WeightUse } from '../protocol/frames.ts';
import type { WeightWish } from '../protocol/views.ts';
import { askedSteps, type TokenLine } from '../data/sequences.ts';
import type { TaskData } from '../tasks/task.ts';
import { GradientCheck } from '../training/gradient-check.ts';
import type { Net } from '../training/net.ts';
import { agrees } from '../training/weight-check.ts';
import type { Frames, LiveNet, Still } from './view.ts';

export async function weightFrames(
  live: LiveNet,
  wish: WeightWish,
): Promise<Frames<'weight'> | Still<'weight'> | null> {
  const { net, data } = live;
  const spec = net.model.specs.find(({ name }) => name === wish.name);
  // an initial state is used at no time step
  if (!spec || isInitialState(spec)) return null;
  const { name } = spec;
  const line = data.line(wish.line);
  const { labels: tokens, sourceLabels: source } = line;
  const about = { name, tokens, ...(source && { source }) };
  const nothing = { place: null, measured: null };
  if (askedSteps(line) === 0)
    return { frame: (step) => ({ step, ...about, ...nothing, problem: null }) };
  try {
    const { check, index } = await checkOf(net, line, spec, wish.place);
    return {
      async next(step) {
        const measured = await check.run(name, index, nudgeOf(wish));
        return { step, ...about, ...describe(live, spec, index, measured), problem: null };
      },
      destroy: () => check.destroy(),
    };
  } catch (error) {
    // for want of memory, or because the line's activations are more than the GPU can bind
    if (!(error instanceof SettingsError)) throw error;
    const { problem } = error;
    return { frame: (step) => ({ step, ...about, ...nothing, problem }) };
  }
}

/** @returns what checks, and which weight: in PyTorch's order, from 0 */
async function checkOf(
  net: Net,
  line: TokenLine,
  spec: ParameterSpec,
  place: WeightWish['place'],
): Promise<{ check: GradientCheck; index: number }> {
  const check = await GradientCheck.create(net, line);
  try {
    const index = place ? indexOf(spec, place) : await check.largest(spec.name);
    return { check, index };
  } catch (error) {
    check.destroy();
    throw error;
  }
}

function indexOf({ shape }: ParameterSpec, place: { row: number; column: number }): number {
  const [rows, columns = 1] = shape;
  const within = (at: number, size: number) => Math.max(0, Math.min(size - 1, Math.floor(at) || 0));
  return within(place.row, rows) * columns + within(place.column, columns);
}

function nudgeOf({ nudge }: WeightWish): number | null {
  return nudge !== null && nudge > 0 && Number.isFinite(nudge) ? nudge : null;
}

function describe(
  { net, data }: LiveNet,
  { name, shape }: ParameterSpec,
  index: number,
  check: WeightCheck,
): Pick<WeightFrame, 'place' | 'measured'> {
  const [, columns = 1] = shape;
  const use = weightUse(net.shape, name, index);
  return {
    place: { row: Math.floor(index / columns), column: index % columns },
    measured: {
      ...{ check, use, agrees: agrees(check) },
      symbol: symbolOf(data, use, net.objective),
      activation: activations[net.objective.id],
    },
  };
}

const activations = { softmax: 'softmax', sigmoid: 'sigmoid', squared: 'linear' } as const;

/** What the product is for, or the weight a column of. */
function symbolOf(
  { inputs, targets, pairs, series }: TaskData,
  { into, times, at }: WeightUse,
  { id }: Objective,
): string | null {
  if ('token' in into) {
    if (series) return series.names[into.token];
    // of yes or no the only score is that of yes
    return targets.label(into.token + (id === 'sigmoid' ? 1 : 0));
  }
  if (!('token' in times)) return null;
  const read = at === 'source' && pairs ? pairs.sources : inputs;
  return read.label(times.token);
}
