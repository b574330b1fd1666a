/** Hands the pins to a plan whose gates can be held. */
import type { PlanRunner } from '../backend/backend.ts';
import { packPins } from '../model/pins.ts';
import type { Pin } from '../protocol/pin.ts';
import type { StackOutput } from '../model/recurrent-stack.ts';
import type { Net } from './net.ts';

/** After whatever clears the plan's states: the pins are among them. */
export function writePins(
  net: Net,
  runner: PlanRunner,
  { layers }: StackOutput,
  pins: readonly Pin[],
): void {
  const packed = packPins(net.model.stacks[0], pins);
  layers.forEach((layer, index) => {
    if (!layer.pins) return;
    net.space.write(runner.section(layer.pins), packed[index]);
  });
}
