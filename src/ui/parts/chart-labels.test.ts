import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToFit, type Box, type Label, labelHeight, placeLabels } from './chart-labels.ts';

const area = { left: 38, right: 400, top: 4, bottom: 200 };
const overlaps = (boxes: readonly (Box | null)[]) => {
  const placed = boxes.filter((box) => box !== null);
  return placed.some((one, index) =>
    placed
      .slice(index + 1)
      .some(
        (other) =>
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.top + labelHeight &&
          other.top < one.top + labelHeight,
      ),
  );
};
const isInside = (box: Box, { left, right, top, bottom }: typeof area) =>
  box.left >= left && box.right <= right && box.top >= top && box.top + labelHeight <= bottom;

/** Widths of the words. */
const chance = (y: number): Label => ({ width: 70, y });
const unigram = (y: number): Label => ({ width: 78, y });
const bigram = (y: number): Label => ({ width: 70, y });

describe('labels of a chart', () => {
  it('stand at the right end above their lines', () => {
    const boxes = placeLabels([chance(40), unigram(90), bigram(120)], area, []);
    expect(boxes.map((box) => [box?.right, box?.top])).toEqual([
      [398, 27],
      [398, 77],
      [398, 107],
    ]);
  });

  it.each([
    ['equal values', [60, 60, 60]],
    ['equal values at the top', [4, 4, 4]],
    ['equal values at the bottom', [200, 200, 200]],
    ['near values', [60, 63, 66]],
    ['two of them equal', [60, 60, 75]],
    ['values beyond the range', [-300, 900, 60]],
  ])('are all there and never on one another: %s', (_, [a, b, c]) => {
    const boxes = placeLabels([chance(a), unigram(b), bigram(c)], area, []);
    expect(boxes).not.toContain(null);
    expect(overlaps(boxes)).toBe(false);
  });

  it('keep off the curves where there is room', () => {
    const points = Array.from({ length: 100 }, (_, index) => ({ x: 300 + index, y: 55 }));
    const [box] = placeLabels([chance(60)], area, points);
    expect([box?.left, box?.top]).toEqual([328, 62]);
    const thick = points.concat(points.map(({ x }) => ({ x, y: 66 })));
    expect(placeLabels([chance(60)], area, thick)[0]?.left).toBe(42);
  });

  it('stand near the point that they name', () => {
    const [box] = placeLabels([{ width: 50, x: 200, y: 4 }], area, []);
    expect([box?.left, box?.top]).toEqual([175, 4]);
    const [edge] = placeLabels([{ width: 50, x: 39, y: 4 }], area, []);
    expect(edge?.left).toBe(42);
  });

  it('stay in a plot as high as one label, also by rounding', () => {
    const plot = { left: 38, right: 49, top: 4, bottom: 16 };
    const [box] = placeLabels([{ width: 5, y: 17.000000000000004 }], plot, []);
    expect(box?.top).toBe(4);
  });

  it('never overlap, nor leave the plot, whatever they are', () => {
    const label = fc.record({
      width: fc.double({ min: 5, max: 200, noNaN: true }),
      y: fc.double({ min: -500, max: 500, noNaN: true }),
      x: fc.option(fc.double({ min: -100, max: 900, noNaN: true }), { nil: undefined }),
    });
    const plot = fc.record({
      left: fc.constant(38),
      right: fc.double({ min: 40, max: 900, noNaN: true }),
      top: fc.constant(4),
      bottom: fc.double({ min: 5, max: 400, noNaN: true }),
    });
    const points = fc.array(fc.record({ x: fc.nat(900), y: fc.nat(400) }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 6 }), plot, points, (labels, within, curve) => {
        const boxes = placeLabels(labels, within, curve);
        expect(overlaps(boxes)).toBe(false);
        for (const box of boxes) if (box) expect(isInside(box, within)).toBe(true);
      }),
    );
  });

  it('are left out where there is no room for one', () => {
    expect(placeLabels([chance(10)], { ...area, bottom: 12 }, [])).toEqual([null]);
    expect(placeLabels([chance(10)], { ...area, right: 80 }, [])).toEqual([null]);
  });
});

describe('a label along an axis', () => {
  it('is cut where its neighbours begin', () => {
    expect(['a', 'Teddy', 'Roosevelt'].map((word) => cutToFit(word, 32))).toEqual([
      'a',
      'Teddy',
      'Roos…',
    ]);
    expect(cutToFit('Roosevelt', Infinity)).toBe('Roosevelt');
    expect(cutToFit('é', 1)).toBe('é');
  });
});
