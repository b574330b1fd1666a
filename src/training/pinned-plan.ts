/** Hands the pins to a plan whose gates can be held. */
import type { Executor } from '../graph/executor.ts';
import { packPins, type Pin } from '../model/pins.ts';
import type { Stack } from '../model/stack.ts';
import type { Net } from './net.ts';

/** After whatever clears the plan's states: the pins are among them. */
export function writePins(
  net: Net,
  executor: Executor,
  layers: Stack['layers'],
  pins: readonly Pin[],
): void {
  const packed = packPins(net.shape, pins);
  layers.forEach((layer, index) => {
    if (!layer.pins) return;
    const { buffer, offset } = executor.range(layer.pins);
    net.engine.gpu.device.queue.writeBuffer(buffer, offset, packed[index]);
  });
}
