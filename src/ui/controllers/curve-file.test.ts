import { describe, expect, it } from 'vitest';
import { Curve } from './curve.ts';
import { curveFile } from './curve-file.ts';

describe('curve file', () => {
  it('has a line per step, gaps where nothing is known, and every number in full', () => {
    const curve = new Curve();
    curve.validated({ step: 0, loss: 4.25, characters: 100, total: 200 });
    const losses = Float32Array.of(4, NaN, 3);
    curve.append({ firstStep: 1, losses, norms: Float32Array.of(0.1, 2, 3) });
    curve.validated({ step: 3, loss: 2.5, characters: 200, total: 200 });
    const lines = curveFile(curve, 32).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(
      'step,characters,loss,smoothed_loss,gradient_norm,validation_loss,validation_characters',
    );
    expect(lines[1]).toBe('0,0,,,,4.25,100');
    expect(lines[2]).toBe(`1,32,4,4,${Math.fround(0.1)},,`);
    expect(lines[3]).toBe('2,64,,,2,,');
    const [step, characters, loss, smoothed, norm, ...validation] = lines[4].split(',');
    expect([step, characters, loss, norm, ...validation]).toEqual([
      '3',
      '96',
      '3',
      '3',
      '2.5',
      '200',
    ]);
    expect(Number(smoothed)).toBe(curve.at('smoothed', 3));
  });

  it('is a header alone before the first step', () => {
    expect(curveFile(new Curve(), 32).trimEnd().split('\n')).toHaveLength(1);
  });
});
