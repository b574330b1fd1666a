/** Recordings of one's own: kept in this browser, counted, named, deleted, and written as a table. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OwnRecordings } from './own-recordings.ts';

let kept: Map<string, string>;
/** As a browser does after another tab has written. */
let tellOthers: (key: string) => void;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  tellOthers = (key) => page.dispatchEvent(Object.assign(new Event('storage'), { key }));
  return () => vi.unstubAllGlobals();
});

const own = (names = ['yes', 'no']) => new OwnRecordings('voice', names);
const take = (level: number) => [
  [level, 0],
  [0, level],
];

describe('recordings of one’s own', () => {
  it('are there again with the next page, until all are deleted', () => {
    const first = own();
    first.add(1, take(3));
    first.add(1, take(4));
    first.add(0, take(5));
    first.deleteLast(1);
    const second = own(['other', 'names']);
    expect(second.classes.value).toEqual([
      { name: 'yes', takes: [take(5)] },
      { name: 'no', takes: [take(3)] },
    ]);
    expect([second.count, second.areEnough]).toEqual([2, false]);
    second.deleteAll();
    expect([own().count, own().classes.value[0].name]).toEqual([0, 'yes']);
  });

  it('are written as the table that is read', () => {
    const one = own();
    for (const at of [0, 1]) for (let count = 0; count < 4; count++) one.add(at, take(count));
    expect(one.areEnough).toBe(true);
    expect(one.rename(1, ' no,  "never" ')).toBeNull();
    const lines = one.table.split('\n');
    expect(lines[0]).toBe('label,recording');
    expect([lines[2], lines[8]]).toEqual(['yes,1 0 / 0 1', '"no, ""never""",3 0 / 0 3']);
  });

  it('keep names that tell classes apart', () => {
    const one = own();
    expect([one.rename(0, 'no'), one.rename(0, '  '), one.rename(0, 'yes')]).toEqual([
      ...['taken', 'empty', null],
    ]);
    one.rename(0, 'x'.repeat(99));
    expect(one.classes.value.map(({ name }) => name)).toEqual(['x'.repeat(60), 'no']);
  });

  it.each([
    ['no list', '{"yes":1}'],
    ['no JSON', 'yes'],
    ['one class', '[{"name":"yes","takes":[]}]'],
    ['no numbers', '[{"name":"yes","takes":[[["a"]]]},{"name":"no","takes":[]}]'],
    ['nothing', 'null'],
  ])('begin anew where what is kept is %s', (_, text) => {
    kept.set('unrolled.recordings.voice', text);
    expect(own().classes.value).toEqual([
      { name: 'yes', takes: [] },
      { name: 'no', takes: [] },
    ]);
  });

  it('last as long as the page where nothing can be kept', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('switched off');
      },
      setItem: () => {
        throw new Error('full');
      },
    });
    const one = own();
    one.add(0, take(1));
    expect([one.count, one.isKept.value]).toEqual([1, false]);
  });

  it('are those of all tabs', () => {
    const [here, there] = [own(), own()];
    here.add(0, take(1));
    tellOthers('unrolled.recordings.voice');
    there.add(1, take(2));
    tellOthers('unrolled.recordings.voice');
    expect(here.classes.value.map(({ takes }) => takes.length)).toEqual([1, 1]);
  });
});
