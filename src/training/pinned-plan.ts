/** Hands the pins to a plan whose gates can be held. */
import type { PlanRunner } from '../backend/backend.ts';
import { packPins } from '../model/pins.ts';
import type { Pin } from '../protocol/pin.ts';
import type { Stack } from '../model/stack.ts';
import type { Net } from './net.ts';

/** After whatever clears the plan's states: the pins are among them. */
export function writePins(
  net: Net,
  runner: PlanRunner,
  layers: Stack['layers'],
  pins: readonly Pin[],
): void {
  const packed = packPins(net.shape, pins);
  layers.forEach((layer, index) => {
    if (!layer.pins) return;
    net.space.write(runner.section(layer.pins), packed[index]);
  });
}
