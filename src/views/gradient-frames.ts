/** How the gradient through time of a line is measured: loaded with the first one that is looked at. */
import { askedSteps, stepsOf } from '../data/sequences.ts';
import { stackAt } from '../model/model.ts';
import { directionsOf } from '../model/stack-shape.ts';
import { longestLine } from '../model/through-time.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { LayerWish } from '../protocol/views.ts';
import type { Line, TaskData } from '../tasks/task.ts';
import { ThroughTime } from '../training/through-time.ts';
import { directionWithin, layerWithin } from './line.ts';
import type { Frames, LiveNet, Still } from './view.ts';

export async function gradientFrames(
  { net, data }: LiveNet,
  wish: LayerWish,
): Promise<Frames<'gradient'> | Still<'gradient'>> {
  const { shape } = net;
  const all = data.line(wish.line);
  const line = data.line(wish.line, longestLine(shape, all.source?.length));
  const cut = stepsOf(all) - stepsOf(line);
  // where a source is read first, losses reach back through both: the same layer of each
  const first = net.model.stacks[stackAt(net.model, 'encoder')];
  const layer = layerWithin(shape, wish.layer);
  const direction = directionWithin(first, wish.direction);
  const about = {
    ...{ layer, direction, directions: directionsOf(shape), cut },
    ...(shape.encoder && { sourceDirections: directionsOf(first) }),
    ...{ isOnce: shape.summary !== undefined, cell: shape.cell.id },
    tokens: tokensOf(line, data),
  };
  if (askedSteps(line) === 0) return { frame: (step) => ({ step, ...about, gradients: null }) };
  const throughTime = await ThroughTime.create(net, line, layer - 1, direction);
  return {
    next: async (step) => ({ step, ...about, gradients: await throughTime.run() }),
    destroy: () => throughTime.destroy(),
  };
}

/** What is read; of an answer also what it ends with, which is only predicted. */
function tokensOf({ labels, sourceLabels, targets }: Line, { targets: set }: TaskData) {
  if (!sourceLabels) return labels;
  const last = targets[targets.length - 1];
  const end = last === maskedTarget ? [] : [set.label(last)];
  return [...sourceLabels, ...labels, ...end];
}
