/** A net that is wanted while another one is about to take the place of the run: the last one counts. */
import { expect, it } from 'vitest';
import { cpuNet, WorkerSession } from '../testing/worker-session.ts';

it('whenever it is asked for, the net that was wanted last is there in the end', async () => {
  const worker = await WorkerSession.open(cpuNet);
  for (let turns = 0; turns < 40; turns++) {
    await worker.step(1);
    const from = worker.messages.length;
    const [first, last] = [8 + 4 * (turns % 3), 24];
    worker.send({ type: 'net.build', settings: { ...cpuNet, hiddenSize: first } });
    for (let turn = 0; turn < turns; turn++) await new Promise((next) => setImmediate(next));
    worker.send({ type: 'net.build', settings: { ...cpuNet, hiddenSize: last } });
    await worker.next('net.ready', ({ info }) => info.hiddenSize === last, from);
    await worker.quiet();
    const ready = worker.messages
      .slice(from)
      .flatMap((message) => (message.type === 'net.ready' ? [message.info.hiddenSize] : []));
    expect(ready.at(-1), `${turns} turns later`).toBe(last);
    expect(ready.filter((size) => size === last)).toHaveLength(1);
  }
  expect(worker.problems).toEqual([]);
  worker.close();
});
