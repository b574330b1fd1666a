import { describe, expect, it } from 'vitest';
import type { TrainingProgress } from '../../protocol/training.ts';
import { Announcer, everyMs } from './announcer.ts';

function listen() {
  let now = 1000;
  const announcer = new Announcer(() => now);
  const heard: string[] = [];
  announcer.words.subscribe((words) => heard.push(words));
  const at = (state: TrainingProgress['state'], step: number, loss: number | null = null) =>
    announcer.progressed({ state, step, epoch: 0, tokensPerSecond: 0, seconds: 0 }, loss);
  return { announcer, heard, at, wait: (ms: number) => (now += ms) };
}

describe('announcer', () => {
  it('speaks of a running training every half minute, not at each step', () => {
    const { heard, at, wait } = listen();
    for (let step = 0; step <= 700; step++, wait(100)) at('running', step, 3 - step / 1000);
    expect(heard).toEqual(['Step 300, training loss 2.700.', 'Step 600, training loss 2.400.']);
    expect(everyMs).toBe(30_000);
  });

  it('says at once that training paused, stopped, or was validated in full', () => {
    const { announcer, heard, at, wait } = listen();
    at('idle', 0);
    at('running', 0);
    wait(50);
    at('paused', 1234, 2);
    announcer.validated({ step: 1234, loss: 2, tokens: 50, total: 100 });
    announcer.validated({ step: 1234, loss: 2, tokens: 100, total: 100 });
    at('running', 1234);
    wait(everyMs - 1);
    at('running', 1300, 1.9);
    at('stopped', 1301);
    at('stopped', 1301);
    at('idle', 0);
    expect(heard).toEqual([
      'Paused. Step 1,234, training loss 2.000.',
      'Validation loss 2.0000, perplexity 7.389.',
      'Training stopped at step 1,301.',
    ]);
  });
});
