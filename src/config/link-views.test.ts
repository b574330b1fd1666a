import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAtFirst, readViews, settleViews, viewsForLink } from './link-views.ts';

const views = [
  { id: 'loss', place: 'main' },
  { id: 'gates', place: 'main' },
  { id: 'sample', place: 'main' },
  { id: 'equations', place: 'tab' },
  { id: 'inside', place: 'tab' },
] as const;
const settle = (given: string) => settleViews(readViews(given), views);

describe('views of a link', () => {
  it('come back as they were, and nothing is said of what stands there at first', () => {
    expect(viewsForLink(views, openAtFirst(views))).toBe(null);
    expect(settleViews(null, views)).toEqual({ open: ['loss', 'gates', 'sample'], remarks: [] });
    fc.assert(
      fc.property(
        fc.subarray(['loss', 'gates', 'sample'], { minLength: 1 }),
        fc.option(fc.constantFrom('equations', 'inside')),
        (main, tab) => {
          const open = tab === null ? main : [...main, tab];
          const said = viewsForLink(views, [...open].reverse());
          expect(said === null).toBe(open.join() === 'loss,gates,sample');
          const read = said === null ? null : readViews(said.join(','));
          expect(settleViews(read, views)).toEqual({ open, remarks: [] });
        },
      ),
    );
  });

  it('stand in the order of the page, each once', () => {
    expect(settle('inside, sample,loss,,sample')).toEqual({
      open: ['loss', 'sample', 'inside'],
      remarks: [],
    });
  });

  it('leave the main area as it is where a link names none of it', () => {
    expect(settle('equations').open).toEqual(['loss', 'gates', 'sample', 'equations']);
    expect(settle('').open).toEqual(['loss', 'gates', 'sample']);
  });

  it('are left out with a remark where there are none of that name, or too many', () => {
    expect(settle('gates,toString,<b>')).toEqual({
      open: ['gates'],
      remarks: [
        { code: 'view unknown', values: { view: 'toString' } },
        { code: 'view unknown', values: { view: '<b>' } },
      ],
    });
    expect(settle('loss,inside,equations')).toEqual({
      open: ['loss', 'inside'],
      remarks: [{ code: 'too many tabs', values: { tabs: 2, shown: 'inside' } }],
    });
  });
});
