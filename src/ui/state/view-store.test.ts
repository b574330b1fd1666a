/** Every view: asked for when somebody looks, once typing settles, closed when nobody does, never stale. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../config/settings.ts';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { Frame, ViewFrame, ViewId, Wish } from '../../protocol/views.ts';
import { PageClient } from '../../testing/page-client.ts';
import { Curve } from './curve.ts';
import { EngineStore } from './engine.ts';
import { GradientCurves } from './gradient-curves.ts';
import { Metrics } from './metrics.ts';
import { Scores } from './scores.ts';
import { SettingsStore } from './settings-store.ts';
import { ShownLine } from './shown-line.ts';
import { Store } from './store.ts';
import { ViewStore } from './view-store.ts';
import { WeightChoice } from './weight-choice.ts';

/** What looks, of a page. */
interface Lookers {
  views: ViewStore;
  gates: ShownLine;
  gradient: GradientCurves;
  weight: WeightChoice;
  scores: Scores;
}

interface Case<Id extends ViewId> {
  see: (session: Lookers) => () => void;
  /** Whether the shown line and layer are part of what is wished. */
  isOfLine: boolean;
  /** A frame of this step, as far as the store looks at it. */
  frame: (step: number) => Frame<Id>;
}

/** They wish for the line alone. */
const ofLine = (id: 'forecast' | 'early' | 'tune-gates' | 'token-line') => ({
  see: ({ gates, views }: Lookers) => views.see(id, () => ({ line: gates.line, layer: 1, at: 0 })),
  isOfLine: true,
});

/** They wish for this, whatever line is shown. */
const always = <Id extends ViewId>(id: Id, wish: Wish<Id>) => ({
  see: ({ views }: Lookers) => views.see(id, () => wish),
  isOfLine: false,
  frame: (step: number) => ({ step }) as Frame<Id>,
});

const cases: { [Id in ViewId]: Case<Id> } = {
  gates: {
    see: ({ gates }) => gates.see(),
    isOfLine: true,
    frame: (step) => ({ step, layer: 1 }) as Frame<'gates'>,
  },
  statistics: {
    ...always('statistics', {}),
    frame: (step) => ({ step, layers: [] }) as unknown as Frame<'statistics'>,
  },
  gradient: {
    see: ({ gradient }) => gradient.see(),
    isOfLine: true,
    frame: (step) =>
      ({ step, layer: 1, tokens: ['a', 'b'], gradients: null }) as unknown as Frame<'gradient'>,
  },
  weight: {
    see: ({ weight }) => weight.see(),
    isOfLine: true,
    frame: (step) => ({ step, place: null }) as Frame<'weight'>,
  },
  data: always('data', { part: 'train', index: 0 }),
  predictions: {
    see: ({ scores }) => scores.see(),
    isOfLine: true,
    frame: (step) => ({ step, examples: [] }) as unknown as Frame<'predictions'>,
  },
  pairs: always('pairs', {}),
  written: {
    see: ({ gates, views }) => views.see('written', () => gates.source),
    isOfLine: true,
    frame: (step) => ({ step, line: null }) as Frame<'written'>,
  },
  attention: {
    see: ({ gates, views }) => views.see('attention', () => gates.source),
    isOfLine: true,
    frame: (step) => ({ step, weights: null }) as Frame<'attention'>,
  },
  'example-loss': always('example-loss', { part: 'train', index: 0 }),
  forecast: { ...ofLine('forecast'), frame: (step) => ({ step, own: null }) as Frame<'forecast'> },
  'token-line': { ...ofLine('token-line'), frame: (step) => ({ step }) as Frame<'token-line'> },
  early: { ...ofLine('early'), frame: (step) => ({ step, line: null }) as Frame<'early'> },
  'tune-gates': { ...ofLine('tune-gates'), frame: (step) => ({ step }) as Frame<'tune-gates'> },
  first: { ...always('first', {}), frame: (step) => ({ step, tokens: [] }) },
  score: always('score', { lines: [], chosen: null }),
  quiz: always('quiz', { round: 0 }),
  typing: always('typing', { text: '', lessons: [] }),
  keystrokes: always('keystrokes', { round: 1 }),
  forcing: always('forcing', { text: '', prefix: 0, seed: 1 }),
};
const ids = Object.keys(cases) as ViewId[];

const plain = { parameterList: [], unrolled: {} };
const netOf = (layers: number) => ({ layers, ...plain }) as unknown as NetInfo;

function pageWith(net: NetInfo | null) {
  const line = new PageClient();
  const info = new Store<NetInfo | null>(net);
  const text = new Store({ lines: ['first', 'second'] } as TextInfo | null);
  const settings = new SettingsStore(defaultSettings());
  const views = new ViewStore(line.client, () => info.value !== null);
  const gates = new ShownLine({ views, settings, text, net: info });
  const looked = { info, built: null };
  const metrics = new Metrics({ engine: new EngineStore(), settings, net: looked });
  const session: Lookers = {
    ...{ views, gates },
    gradient: new GradientCurves({ views, gates, net: info }),
    weight: new WeightChoice({ views, gates, net: info }),
    scores: new Scores({ views, gates, text, net: looked, metrics, curve: new Curve() }),
  };
  views.follow(info, settings, text);
  const told = (type: 'view.open' | 'view.close') => line.sent.filter((one) => one.type === type);
  return {
    ...{ info, session, settings, text, views },
    get opened() {
      return told('view.open').flatMap((one) => (one.type === 'view.open' ? [one] : []));
    },
    get closed() {
      return told('view.close').map((one) => 'view' in one && one.view);
    },
    type: (own: string) => settings.change({ line: own }),
    show: (view: ViewId, id: number, frame: object) =>
      line.hear({ type: 'view.frame', view, id, frame } as ViewFrame),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each(ids)('the view %s', (view) => {
  const { see, isOfLine, frame } = cases[view];
  const other = ids.find((id) => id !== view)!;

  it('is asked for when somebody looks and there is a net, and not before', () => {
    const page = pageWith(null);
    vi.advanceTimersByTime(1000);
    const end = see(page.session);
    expect(page.opened).toEqual([]);
    page.info.set(netOf(1));
    expect(page.opened.map((one) => one.view)).toEqual([view]);
    end();
    const unseen = pageWith(netOf(1));
    vi.advanceTimersByTime(1000);
    unseen.info.set(netOf(2));
    expect([unseen.opened, unseen.closed]).toEqual([[], []]);
    see(unseen.session);
    expect(unseen.opened.map((one) => one.view)).toEqual([view]);
  });

  it('is closed when the last one no longer looks, and opened anew for the next', () => {
    const page = pageWith(netOf(1));
    const ends = [see(page.session), see(page.session)];
    const [{ id }] = page.opened;
    page.show(view, id, frame(1));
    ends[0]();
    // once is enough
    ends[0]();
    expect([page.opened.length, page.closed]).toEqual([1, []]);
    expect(page.views.frame(view).value).toEqual(frame(1));
    ends[1]();
    expect([page.opened.length, page.closed]).toEqual([1, [view]]);
    expect(page.views.frame(view).value).toBeNull();
    // what was on its way
    page.show(view, id, frame(2));
    expect(page.views.frame(view).value).toBeNull();
    see(page.session);
    expect(page.opened).toHaveLength(2);
    page.show(view, id, frame(2));
    expect(page.views.frame(view).value).toBeNull();
    page.show(view, page.opened[1].id, frame(3));
    expect(page.views.frame(view).value).toEqual(frame(3));
  });

  it('is asked for once when typing has settled, and only if something else is wished', () => {
    const page = pageWith(netOf(1));
    see(page.session);
    const [before] = page.opened;
    for (const own of ['a', 'ab', 'abc']) {
      page.type(own);
      vi.advanceTimersByTime(149);
    }
    expect(page.opened).toHaveLength(1);
    vi.advanceTimersByTime(1);
    const [, ...asked] = page.opened;
    expect(asked.map(({ wish }) => wish)).toEqual(
      isOfLine ? [{ ...before.wish, line: 'abc' }] : [],
    );
    // back to what it was before it has settled, or something that is no part of it
    page.type('abcd');
    page.type('abc');
    page.settings.change({ learningRate: 0.5 });
    vi.advanceTimersByTime(1000);
    expect(page.opened).toHaveLength(1 + asked.length);
    expect(page.closed).toEqual([]);
  });

  it('shows nothing of what was wished before, of another view, or while typing settles', () => {
    const page = pageWith(netOf(1));
    see(page.session);
    const shown = () => page.views.frame(view).value;
    const [{ id }] = page.opened;
    page.show(other, id, cases[other].frame(1));
    page.show(view, id - 1, frame(1));
    page.show(view, id + 1, frame(1));
    expect(shown()).toBeNull();
    page.show(view, id, frame(2));
    expect(shown()).toEqual(frame(2));
    page.type('abc');
    page.show(view, id, frame(3));
    expect(shown()).toEqual(frame(isOfLine ? 2 : 3));
    vi.advanceTimersByTime(150);
    page.show(view, id, frame(4));
    expect(shown()).toEqual(frame(isOfLine ? 2 : 4));
    page.show(view, page.opened.at(-1)!.id, frame(5));
    expect(shown()).toEqual(frame(5));
  });

  it('begins anew with another net, at once', () => {
    const page = pageWith(netOf(1));
    see(page.session);
    const [{ id }] = page.opened;
    page.show(view, id, frame(7));
    page.info.set(netOf(2));
    expect(page.views.frame(view).value).toBeNull();
    expect(page.opened).toHaveLength(2);
    page.show(view, id, frame(8));
    expect(page.views.frame(view).value).toBeNull();
    page.show(view, page.opened[1].id, frame(0));
    expect(page.views.frame(view).value).toEqual(frame(0));
  });
});

describe('the shown line', () => {
  it('closes the gates where there is none, and opens them with the next', () => {
    const page = pageWith(netOf(1));
    page.session.gates.see();
    page.text.set({ lines: [] as string[] } as TextInfo);
    vi.advanceTimersByTime(150);
    expect(page.closed).toEqual(['gates']);
    page.text.set({ lines: ['third'] } as TextInfo);
    vi.advanceTimersByTime(150);
    expect(page.opened.at(-1)?.wish).toEqual({ line: 'third', layer: 1 });
  });
});

describe('the chosen weight', () => {
  const place = { row: 2, column: 1 };
  const choosing = () => {
    const page = pageWith(netOf(1));
    page.session.weight.see();
    const show = (at: number, step: number) =>
      page.show('weight', page.opened[at].id, { step, place });
    return { ...page, page, show, chosen: page.session.weight.chosen };
  };

  it('is where the gradient was largest, once that is told, and nothing new is asked', () => {
    const { page, show, chosen } = choosing();
    expect(chosen.value.place).toBeNull();
    show(0, 1);
    expect(chosen.value.place).toEqual(place);
    vi.advanceTimersByTime(1000);
    expect(page.opened).toHaveLength(1);
    show(0, 2);
    expect(page.views.frame('weight').value?.step).toBe(2);
    // another line is measured at the same place
    page.type('abc');
    vi.advanceTimersByTime(150);
    expect(page.opened.at(-1)?.wish).toMatchObject({ line: 'abc', place });
  });

  it.each([
    ['the answer is there', true],
    ['the answer is on its way', false],
  ])('that is chosen again before anything was asked is measured anew: %s', (_, isThere) => {
    const { page, show } = choosing();
    const { weight } = page.session;
    const [{ wish, id }] = page.opened;
    if (isThere) show(0, 1);
    weight.choose({ name: 'rnn.bias_l0', place: null });
    vi.advanceTimersByTime(100);
    weight.choose({ name: 'rnn.weight_hh_l0', place: null });
    if (!isThere) show(0, 1);
    expect(weight.frame.value).toBeNull();
    vi.advanceTimersByTime(150);
    expect(page.opened).toHaveLength(2);
    expect(page.opened[1]).toMatchObject({ wish, id: id + 1 });
    show(0, 1);
    expect(weight.frame.value).toBeNull();
    show(1, 2);
    expect(weight.frame.value?.step).toBe(2);
  });

  it('is no longer measured where the looking ends before it was asked anew', () => {
    const page = pageWith(netOf(1));
    const end = page.session.weight.see();
    page.session.weight.choose({ name: 'rnn.bias_l0' });
    end();
    vi.advanceTimersByTime(1000);
    expect([page.opened.length, page.closed]).toEqual([1, ['weight']]);
  });

  it('is not that of an answer to another choice', () => {
    const { page, show, chosen } = choosing();
    show(0, 1);
    page.session.weight.choose({ place: null });
    show(0, 2);
    expect(chosen.value.place).toBeNull();
    vi.advanceTimersByTime(150);
    show(0, 3);
    expect(chosen.value.place).toBeNull();
    expect(page.opened.at(-1)?.wish).toMatchObject({ place: null });
    // a place in one net means nothing in the next, which is asked without it
    show(1, 4);
    expect(chosen.value.place).toEqual(place);
    page.info.set(netOf(2));
    expect(page.opened.at(-1)?.wish).toMatchObject({ place: null });
  });
});
