/** A run by words, most of them unknown, whose worker is killed while it trains: nothing of it is lost. */
import { afterEach, expect, it } from 'vitest';
import type { Settings } from '../config/settings.ts';
import { scripts } from '../testing/packed-texts.ts';
import { closeAll, listed, open, stepTo, take } from '../testing/kept-runs.ts';
import { MemoryOrigin, MemoryStorage } from '../testing/memory-storage.ts';
import { openStore } from '../testing/sample-run.ts';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';

const workers: WorkerSession[] = [];
afterEach(() => {
  workers.splice(0).forEach((worker) => worker.close());
  closeAll();
});

/** White space of all kinds, five scripts, and words that stand once. */
const text = `  The cat sat.\t“The  owl” ran on?\n\n\n${scripts.join(' \u00a0')}\n`.repeat(3);

/** What is on the disk when the power goes: nothing is closed, and nothing released by those who held it. */
function copyOf(origin: MemoryOrigin): MemoryOrigin {
  const copy = new MemoryOrigin();
  for (const [name, bytes] of origin.files) copy.files.set(name, bytes.slice());
  return copy;
}

async function keptText(origin: MemoryOrigin, hash: string) {
  return openStore(await new MemoryStorage(origin).openFolder()).loadText(hash);
}

/** Losses from a step on, bit for bit. */
const lossesFrom = ({ losses }: WorkerSession, step: number) =>
  [...losses].filter(([at]) => at > step);

it.each(['stream', 'sentence'] as const)(
  'goes on bit for bit, its text whole: words in a %s',
  async (sequences) => {
    const settings: Settings = { ...cpuNet, level: 'word', vocabulary: 20, sequences };
    const origin = new MemoryOrigin();
    const whole = await WorkerSession.open(settings, { storage: new MemoryStorage(origin), text });
    workers.push(whole);
    await stepTo(whole, 4);
    // nobody has closed it
    const kept = copyOf(origin);
    await stepTo(whole, 8, 5);

    const { worker } = await open(kept);
    const [run] = (await listed(worker)).runs;
    const { text: info } = await take(worker, { kept: run.id });
    expect(info.symbols[0].symbol).toBe('<UNK>');
    expect(info.perToken?.unknown).toBeGreaterThan(0.2);
    const bytes = new TextEncoder().encode(text);
    expect(await keptText(kept, info.hash)).toEqual(bytes);
    await stepTo(worker, 8, 5);
    expect(lossesFrom(worker, 4)).toEqual(lossesFrom(whole, 4));
    expect(await worker.parameters()).toEqual(await whole.parameters());
    expect(await keptText(kept, info.hash)).toEqual(bytes);
  },
);
