/** What is kept of a run, and what is known of it, on stand-ins for the run and a folder in memory. */
import { expect } from 'vitest';
import { factsOf } from '../../keeping/card.ts';
import { Keeper } from '../../keeping/keeper.ts';
import type { RunRecord } from '../../keeping/record.ts';
import { History } from '../../training/history.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import { openKeeper, openStillText } from '../still-keeper.ts';
import { StillRun, stillSettings } from '../still-run.ts';
import { loaded, settle, soon } from './jobs.ts';

let stillText: ReturnType<typeof openStillText> | undefined;
const textOf = () => (stillText ??= openStillText());

async function keeping(patch: SourcePatch | undefined) {
  const { Keeper: Subject } = await loaded(patch, 'src/keeping/keeper.ts', { Keeper });
  const text = await textOf();
  const opened = openKeeper(text, Subject);
  const { keeper, run, shelf } = opened;
  const snapshot = run.snapshot.bind(run);
  /** Copies that are asked for from now on wait for this. */
  const copies = { wait: Promise.resolve() };
  run.snapshot = async () => {
    await copies.wait;
    return snapshot();
  };
  return {
    ...{ ...opened, text },
    /** What is done while the copy of the save that `begin` begins is under way. */
    whileKept: async (begin: () => void, act: () => void) => {
      let arrive = () => undefined;
      copies.wait = new Promise<void>((resolve) => (arrive = () => void resolve()));
      begin();
      await settle();
      act();
      arrive();
      copies.wait = Promise.resolve();
      await soon(keeper.settled());
    },
    rates: async () =>
      (await shelf.list(keeper.currentId)).runs.map(({ settings }) => settings.learningRate),
  };
}

const curve = (losses: number[]) => Float32Array.from(losses);

export const keepingChecks: Record<string, Check> = {
  async 'kept: what is tuned while it is being kept is kept as well'(patch) {
    for (const state of ['running', 'paused'] as const) {
      const { go, kept, keeper, rates, run, whileKept } = await keeping(patch);
      run.step = 500;
      await whileKept(
        () => keeper.note(state, 500),
        () => {
          // the copy that is under way was made before
          const { settings } = run;
          const before = run.copy(500);
          const copy = run.copy.bind(run);
          run.copy = () => ((run.copy = copy), before);
          run.settings = { ...settings, learningRate: 0.125 };
          keeper.tuned();
        },
      );
      await go(500, 0, 'paused');
      expect(kept).toEqual([500, 500]);
      expect(await rates()).toEqual([0.125]);
    }
  },

  async 'kept: as it is in the end, also where it pauses in the very turns in which a save ends'(
    patch,
  ) {
    const later = async (turns: number) => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    };
    for (let turns = 0; turns < 12; turns++) {
      const { keeper, run, kept } = await keeping(patch);
      const pauseAt = (step: number) => {
        run.step = step;
        keeper.note('paused', step);
      };
      const push = kept.push.bind(kept);
      kept.push = (step) => {
        if (step === 1) void later(turns).then(() => pauseAt(2));
        return push(step);
      };
      pauseAt(1);
      await soon(keeper.settled());
      await later(20);
      await soon(keeper.settled());
      expect([turns, ...kept]).toEqual([turns, 1, 2]);
    }
  },

  async 'kept: once more where it is validated at rest'(patch) {
    const { go, kept, keeper } = await keeping(patch);
    await go(600);
    keeper.validated();
    await go(1000);
    expect(kept).toEqual([600]);
    await go(1000, 0, 'paused');
    keeper.validated();
    await keeper.settled();
    expect(kept).toEqual([600, 1000, 1000]);
  },

  async 'kept: 500 steps or 30 s after the last time, and at rest nine times as long as it took'(
    patch,
  ) {
    const { go, kept, run } = await keeping(patch);
    await go(499, 29_999);
    expect(kept).toEqual([]);
    await go(500);
    await go(999, 29_999);
    expect(kept).toEqual([500]);
    await go(999, 1);
    expect(kept).toEqual([500, 999]);
    // 4 s to keep it: not before 36 s are over, whatever is made meanwhile
    run.copyMs = 4000;
    await go(1500);
    expect(kept).toEqual([500, 999, 1500]);
    await go(2500, 35_999);
    expect(kept).toHaveLength(3);
    await go(2501, 1);
    expect(kept.at(-1)).toBe(2501);
    // a pause does not wait
    await go(2502, 0, 'paused');
    expect(kept.at(-1)).toBe(2502);
    // it went back: what was kept is of a way that was given up
    run.copyMs = 0;
    await go(2400);
    await go(2502, 0, 'paused');
    expect(kept.slice(-2)).toEqual([2502, 2502]);
  },

  async 'kept: under the name of now, also where it is held for an undo'(patch) {
    const { go, keeper, replaced, run, shelf } = await keeping(patch);
    await go(3, 0, 'paused');
    const id = keeper.currentId ?? '';
    await shelf.rename(id, 'mine');
    keeper.renamed('another', 'theirs');
    keeper.renamed(id, 'mine');
    run.step = 4;
    await keeper.giveUp();
    await keeper.settled();
    expect(replaced.at(-1)).toMatchObject({ name: 'mine', step: 4 });
    keeper.renamed('another', 'theirs');
    keeper.renamed(id, 'ours');
    expect(replaced.flatMap((what) => what?.name ?? [])).toEqual(['mine', 'ours']);
    expect(replaced.at(-1)).toMatchObject({ name: 'ours', step: 4 });
    expect(keeper.held?.title.name).toBe('ours');
    expect(keeper.held?.id).toBe(id);
  },

  async 'kept: a run goes on under its own id only from where it was kept'(patch) {
    const { go, keeper, text, clock } = await keeping(patch);
    await go(5, 0, 'paused');
    const id = keeper.currentId;
    keeper.watch(new StillRun(text, clock));
    expect(await keeper.claim(id, 4)).toBeUndefined();
    expect(await keeper.claim(id, 6)).toBeUndefined();
    expect(await keeper.claim('0123456789abcdef', 5)).toBeUndefined();
    expect(await keeper.claim(id, 5)).toBe(id);
  },

  async 'a card says what was known at its step, and no more'(patch) {
    const { factsOf: facts } = await loaded(patch, 'src/keeping/card.ts', { factsOf });
    const history = new History();
    history.append({ firstStep: 1, losses: curve([5, 4, 3, 2]), norms: curve([1, 1, 1, 1]) });
    const measured = { tokens: 10, total: 20 };
    history.validations.push(
      { step: 2, loss: 4.5, ...measured },
      { step: 3, loss: 3.5, ...measured },
      { step: 4, loss: 2.5, ...measured },
    );
    const { info } = await textOf();
    const of = (step: number) => {
      const record = { step, settings: stillSettings, text: info } as unknown as RunRecord;
      const { loss, validationLoss } = facts(record, history);
      return [loss, validationLoss];
    };
    expect([1, 2, 3, 4].map(of)).toEqual([
      [5, null],
      [4, 4.5],
      [3, 3.5],
      [2, 2.5],
    ]);
  },

  async 'a curve that is cut keeps the step that it is cut at, and what was measured there'(patch) {
    const { History: Curves } = await loaded(patch, 'src/training/history.ts', { History });
    const history = new Curves();
    history.append({ firstStep: 1, losses: curve([5, NaN, 3, 2]), norms: curve([1, 2, 3, 4]) });
    const measured = { tokens: 10, total: 20 };
    const [second, third, fourth] = [2, 3, 4].map((step) => ({ step, loss: step, ...measured }));
    history.validations.push(second, third, fourth);
    expect([0, 1, 2, 3, 4].map((step) => history.lossAfter(step))).toEqual([5, 3, 3, 2, undefined]);
    expect([0, 1, 2, 3, 4, 5].map((step) => history.lossOf(step))).toEqual([
      ...[undefined, 5, undefined, 3, 2, undefined],
    ]);
    const back = Curves.fromTensors(history.toTensors(3));
    expect(back?.validations).toEqual([second, third]);
    expect([...(back?.upTo(9).losses ?? [])]).toEqual([5, NaN, 3]);
    history.truncate(3);
    expect(history.validations).toEqual([second, third]);
    expect([...history.upTo(9).norms]).toEqual([1, 2, 3]);
    expect([history.lossOf(4), history.lossAfter(3)]).toEqual([undefined, undefined]);
    history.append({ firstStep: 4, losses: curve([7]), norms: curve([8]) });
    expect([...history.upTo(Infinity).losses]).toEqual([5, NaN, 3, 7]);
    history.clear();
    expect([history.steps, history.validations, history.lossAfter(0)]).toEqual([0, [], undefined]);
  },
};
