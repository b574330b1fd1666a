import { expect, it } from 'vitest';
import { readPins, writePins } from './link-pins.ts';

it('a link names the walk of a pin where layers read both ways', () => {
  const pins = [
    { layer: 1, gate: 'forget', unit: null, hold: 'zero' },
    { layer: 2, direction: 1, gate: 'update', unit: 16, hold: 'rounded' },
  ] as const;
  const written = writePins(pins);
  expect(written).toBe('1.forget.0,2b.update.17.r');
  expect(readPins(written, { layers: 2, hiddenSize: 128 })).toEqual({ pins, remarks: [] });
  const odd = readPins('1bb.forget.0,b.forget.0', { layers: 2, hiddenSize: 128 });
  expect([odd.pins.length, odd.remarks.length]).toEqual([0, 2]);
});
