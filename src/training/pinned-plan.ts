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
  stacks: readonly StackOutput[],
  pins: readonly Pin[],
): void {
  stacks.forEach(({ layers }, at) => {
    const packed = packPins(net.model.stacks[at], pins, at === 0 ? 'decoder' : 'encoder');
    layers.forEach((layer, index) => {
      if (!layer.pins) return;
      net.space.write(runner.section(layer.pins), packed[index]);
    });
  });
}
