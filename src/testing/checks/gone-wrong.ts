/** What a loss is held against, since when it is above, and which units do not learn. */
import { expect } from 'vitest';
import { LossWatch } from '../../training/loss-watch.ts';
import { gateHealth } from '../../training/unit-health.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import { loaded } from './jobs.ts';

/** A watch over a text whose chance is 2, and what it says after so many losses of each kind. */
async function watching(patch: SourcePatch | undefined) {
  const module = await loaded(patch, 'src/training/loss-watch.ts', { LossWatch });
  const watch = new module.LossWatch(2);
  const all: number[] = [];
  return {
    ...{ all, watch },
    read: (steps: number, loss: number) => {
      for (let made = 0; made < steps; made++) {
        all.push(loss);
        watch.read(all.length, loss);
      }
      return watch.high;
    },
  };
}

export const goneWrong: Record<string, Check> = {
  async 'a high loss: since the step that it was above chance from'(patch) {
    const { all, read, watch } = await watching(patch);
    // a first rise that passes is not the one that is told
    read(120, 1.5);
    read(6, 30);
    read(100, 1.5);
    expect(watch.high).toBeUndefined();
    // smoothed by a tenth, with a spike counted as three times chance: 1.95, then 2.355
    expect(read(200, 30)).toEqual({ since: 228, loss: 30, reference: 2, isChance: true });
    expect(read(30, 40)).toMatchObject({ since: 228 });
    // a run that was opened is told of all the same
    watch.replay({ firstStep: 1, losses: Float32Array.from(all) });
    expect(watch.high).toMatchObject({ since: 228, loss: 30, reference: 2, isChance: true });
    expect(read(150, 1.9)).toBeUndefined();
    watch.reset();
    expect(read(0, 0)).toBeUndefined();
  },

  async 'a high loss: above chance where the run was near it, else above the least it reached'(
    patch,
  ) {
    const near = await watching(patch);
    near.read(100, 2.1);
    expect(near.read(200, 9)).toEqual({ since: 101, loss: 9, reference: 2, isChance: true });
    // weights of another text: never below chance
    const far = await watching(patch);
    far.read(100, 6);
    const told = far.read(200, 20);
    // a quarter above 6 is the limit: 7.2 after one, then 8.28
    expect(told).toMatchObject({ since: 102, loss: 20, isChance: false });
    expect(told?.reference).toBeCloseTo(6, 5);
    // and no more once it is there again
    expect(far.read(160, 6.5)).toBeDefined();
    expect(far.read(160, 5.9)).toBeUndefined();
  },

  async 'gates that do not learn are named by layer, symbol and share'(patch) {
    const file = 'src/training/unit-health.ts';
    const { gateHealth: healthOf } = await loaded(patch, file, { gateHealth });
    const { cells } = await import('../../cells/index.ts');
    const [relu, lstm] = ['rnn-relu', 'lstm'].map((id) => cells.find((cell) => cell.id === id)!);
    const trace = (id: string, values: number[]) => ({ id, values: Float32Array.from(values) });
    // [T, H] of three units; the second is 0 but for once
    const first = [trace('hidden', [1, 0, 0, 2, 0, 0, 0, 3, 0])];
    const second = [trace('hidden', [1, 2, 3, 0, 0, 0, 0, 0, 0])];
    const ofRelu = healthOf(relu, 3, [first, second]);
    expect(ofRelu.map(({ layer, share }) => [layer, share])).toEqual([
      [0, 1 / 3],
      [1, 0],
    ]);
    const ids = lstm.gates.filter(({ role }) => role);
    const stuck = ids.map(({ id, scale }, at) =>
      trace(
        id,
        [0, 1, 2, 3].map((unit) => (unit < at ? 1 : scale === 'gate' ? 0.5 : 0)),
      ),
    );
    expect(healthOf(lstm, 2, [stuck])).toEqual(
      ids.map(({ symbol, scale }, at) => ({ layer: 0, symbol, scale, share: at / 4 })),
    );
  },
};
