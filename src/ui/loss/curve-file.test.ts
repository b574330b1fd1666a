import { describe, expect, it } from 'vitest';
import { Curve } from '../state/curve.ts';
import { curveFile } from './curve-file.ts';

describe('curve file', () => {
  it('has a line per step, gaps where nothing is known, and every number in full', () => {
    const curve = new Curve();
    curve.validated({ step: 0, loss: 4.25, tokens: 100, total: 200 });
    const losses = Float32Array.of(4, NaN, 3);
    curve.append({ firstStep: 1, losses, norms: Float32Array.of(0.1, 2, 3) });
    curve.validated({ step: 3, loss: 2.5, tokens: 200, total: 200 });
    const lines = curveFile(curve, 32).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(
      'step,tokens,loss,smoothed_loss,gradient_norm,validation_loss,validation_tokens',
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

describe('curve file with other runs', () => {
  const runOf = (losses: number[], validated: number) => {
    const curve = new Curve();
    const norms = Float32Array.from(losses, () => 1);
    curve.append({ firstStep: 1, losses: Float32Array.from(losses), norms });
    curve.validated({ step: losses.length, loss: validated, tokens: 10, total: 10 });
    return curve;
  };

  it('has three more columns for each, as far as the longest run goes', () => {
    const others = [
      { name: 'short', curve: runOf([5], 6) },
      { name: 'long', curve: runOf([1, 2, 3], 4) },
    ];
    const lines = curveFile(runOf([7, 8], 9), 32, { others })
      .trimEnd()
      .split('\n');
    const cells = lines.map((line) => line.split(','));
    expect(cells[0].slice(7)).toEqual(
      ['short', 'long'].flatMap((name) =>
        ['loss', 'smoothed_loss', 'validation_loss'].map((column) => `${column} of ${name}`),
      ),
    );
    const column = (name: string) => cells.slice(1).map((row) => row[cells[0].indexOf(name)]);
    expect(column('step')).toEqual(['1', '2', '3']);
    expect(column('tokens')).toEqual(['32', '64', '']);
    expect(column('loss')).toEqual(['7', '8', '']);
    expect(column('loss of short')).toEqual(['5', '', '']);
    expect(column('loss of long')).toEqual(['1', '2', '3']);
    expect(column('validation_loss of short')).toEqual(['6', '', '']);
    expect(column('validation_loss of long')).toEqual(['', '', '4']);
    expect(new Set(cells.map((row) => row.length))).toEqual(new Set([13]));
  });

  it('quotes what a name holds of commas, quotes and line breaks; no cell begins with a name', () => {
    const others = [{ name: '=1+2,"a"\nb', curve: runOf([5], 6) }];
    const [head] = curveFile(runOf([7], 9), 32, { others }).split('\n1,');
    expect(head).toContain('validation_tokens,"loss of =1+2,""a""\nb","smoothed_loss of =1+2');
  });
});
