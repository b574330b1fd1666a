/** The page is no circle: what is put together knows nothing of what puts it together. */
import { describe, expect, it } from 'vitest';
import { circleIn, importsOf, sourcesIn } from './import-circles.ts';

const session = 'src/ui/state/session.ts';
const page = sourcesIn('src/ui');
const inState = [...page.keys()].filter((path) => path.startsWith('src/ui/state/'));

describe('the stores of the page', () => {
  it('know nothing of the session that wires them', () => {
    const knowing = inState.filter((path) => importsOf(path, page).includes(session));
    expect(knowing).toEqual([]);
    expect(importsOf(session, page).length).toBeGreaterThan(30);
  });

  it('stand in an order: none is known by what it knows itself, however far', () => {
    expect(circleIn(new Map([...page].filter(([path]) => inState.includes(path))))).toBeNull();
  });
});

describe('the whole page', () => {
  it('has no circle either', () => {
    expect(circleIn(page)).toBeNull();
  });

  it.each([
    "import type { Session } from './session.ts';",
    "import { type Session } from './session.ts';",
    "const later = () => import('./session.ts');",
    "import './session.ts';",
  ])('would have one with “%s” in a store', (line) => {
    const path = 'src/ui/state/pins.ts';
    const planted = new Map(page).set(path, `${line}\n${page.get(path)}`);
    expect(circleIn(planted)).toContain(session);
    expect(importsOf(path, planted)).toContain(session);
  });
});
