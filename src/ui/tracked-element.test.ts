/** Elements update when, and only when, something changed that their last update had read. */
import { Signal } from '@preact/signals-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { StagedWindow } from '../testing/page/staged-window.ts';
import { Store } from './state/store.ts';

const staged = new StagedWindow();
const { document } = staged.window;

/** What one update reads; tests put in what they need. */
let read: () => unknown = () => undefined;
let updates = 0;
const failures: unknown[] = [];

interface Probe extends HTMLElement {
  restMs: number;
  requestUpdate(): void;
  readonly updateComplete: Promise<boolean>;
}

beforeAll(async () => {
  const names = ['HTMLElement', 'Element', 'Node', 'Document', 'ShadowRoot', 'CSSStyleSheet'];
  const own = ['document', 'customElements', 'performance', 'setTimeout', 'clearTimeout'];
  for (const name of [...names, ...own, 'requestAnimationFrame', 'cancelAnimationFrame']) {
    vi.stubGlobal(name, Reflect.get(staged.window, name));
  }
  const { TrackedElement } = await import('./tracked-element.ts');
  class ProbeElement extends TrackedElement {
    override restMs = 0;
    protected override performUpdate(): void {
      try {
        super.performUpdate();
      } catch (error) {
        failures.push(error);
      }
    }
    protected override willUpdate(): void {
      updates++;
    }
    protected override render(): unknown {
      return read();
    }
  }
  staged.window.customElements.define('probe-element', ProbeElement);
});

afterAll(async () => {
  await staged.close();
  vi.unstubAllGlobals();
});

async function placed(reads: () => unknown, restMs = 0): Promise<Probe> {
  read = reads;
  const probe = document.createElement('probe-element') as unknown as Probe;
  probe.restMs = restMs;
  document.body.append(probe);
  await staged.advance(100);
  updates = 0;
  return probe;
}

/** A frame passes, and what follows from it. */
const frame = () => staged.advance(32);

const textOf = ({ shadowRoot }: Probe) => shadowRoot?.textContent;

/** Tells whether anybody would be told of a change. */
function watched() {
  let isWatched = false;
  const signal = new Signal(0, {
    watched: () => (isWatched = true),
    unwatched: () => (isWatched = false),
  });
  return { signal, isWatched: () => isWatched };
}

beforeEach(() => {
  document.body.replaceChildren();
});

describe('an element', () => {
  it('updates when what it read has changed, and for nothing else', async () => {
    const [mine, other] = [new Store('a'), new Store('x')];
    const probe = await placed(() => mine.value);
    expect(textOf(probe)).toBe('a');
    mine.set('b');
    await frame();
    expect([updates, textOf(probe)]).toEqual([1, 'b']);
    mine.set('b');
    other.set('y');
    await frame();
    expect(updates, 'nothing read has changed').toBe(1);
  });

  it('depends on what its last update read, not on what an earlier one did', async () => {
    const [isShort, long] = [new Store(true), new Store('long')];
    const probe = await placed(() => (isShort.value ? 'short' : long.value));
    long.set('longer');
    await frame();
    expect(updates).toBe(0);
    isShort.set(false);
    await frame();
    long.set('longest');
    await frame();
    expect([updates, textOf(probe)]).toEqual([2, 'longest']);
  });

  it('updates once for all changes of a frame', async () => {
    const [one, two] = [new Store(0), new Store(0)];
    const probe = await placed(() => `${one.value} ${two.value}`);
    for (let value = 1; value <= 5; value++) {
      one.set(value);
      two.set(-value);
    }
    await frame();
    expect([updates, textOf(probe)]).toEqual([1, '5 -5']);
  });

  it('rests between updates as long as it says, and shows the latest then', async () => {
    const store = new Store(0);
    const probe = await placed(() => store.value, 500);
    for (let value = 1; value <= 20; value++) {
      store.set(value);
      await staged.advance(64);
    }
    await staged.advance(1000);
    expect(updates).toBeLessThanOrEqual(4);
    expect(updates).toBeGreaterThan(1);
    expect(textOf(probe)).toBe('20');
  });

  it('that updates for a reason of its own does not do so again for what it has read', async () => {
    const store = new Store(0);
    const probe = await placed(() => store.value);
    store.set(1);
    probe.requestUpdate();
    await frame();
    await frame();
    expect([updates, textOf(probe)]).toEqual([1, '1']);
  });

  it('may leave a value out of it', async () => {
    const store = new Store(0);
    await placed(() => store.peek());
    store.set(1);
    await frame();
    expect(updates).toBe(0);
  });
});

describe('what does not count', () => {
  it('is what a handler or code after an await reads', async () => {
    const store = new Store(0);
    let act: () => void = () => undefined;
    await placed(() => {
      act = () => void store.value;
      void Promise.resolve().then(act);
      return '';
    });
    act();
    store.set(1);
    await frame();
    expect(updates).toBe(0);
  });

  it('is what a listener reads of something that the element wrote', async () => {
    const [written, heard] = [new Store(0), new Store(0)];
    const told: number[] = [];
    written.subscribe((value) => told.push(value + heard.value));
    await placed(() => {
      written.set(1);
      return '';
    });
    expect(told, 'at once').toEqual([1]);
    heard.set(1);
    await frame();
    expect(updates).toBe(0);
  });
});

describe('an element that is taken away', () => {
  it('is told of nothing and held by nothing; put back, it shows what holds then', async () => {
    const { signal, isWatched } = watched();
    const probe = await placed(() => signal.value);
    expect(isWatched()).toBe(true);
    signal.value = 1;
    probe.remove();
    expect(isWatched()).toBe(false);
    signal.value = 2;
    await frame();
    expect([updates, textOf(probe)]).toEqual([0, '0']);
    document.body.append(probe);
    await frame();
    expect([updates, textOf(probe), isWatched()]).toEqual([1, '2', true]);
    signal.value = 3;
    await frame();
    expect(textOf(probe), 'and goes on').toBe('3');
  });

  it('is held by nothing either when its update comes after it went', async () => {
    const { signal, isWatched } = watched();
    const probe = await placed(() => signal.value);
    probe.requestUpdate();
    probe.remove();
    await probe.updateComplete;
    expect([updates, isWatched()]).toEqual([1, false]);
  });
});

it('an element whose update failed comes right with what it had read', async () => {
  const store = new Store<string[] | null>(['a']);
  const probe = await placed(() => store.value!.join());
  store.set(null);
  await frame();
  expect(failures).toEqual([expect.any(TypeError)]);
  store.set(['b', 'c']);
  await frame();
  expect(textOf(probe)).toBe('b,c');
});
