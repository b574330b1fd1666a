/** What a net writes now, for the page: loaded when it is asked for. */
import { shortSample } from '../net/short-sample.ts';
import type { WorkerMessage } from '../protocol/messages.ts';
import type { Run } from '../run/run.ts';

/** @throws CancelledError when the run ends first */
export async function sampleOf(
  run: Run,
): Promise<Extract<WorkerMessage, { type: 'second.sampled' }>> {
  const { data, net } = run.built;
  const { step, weights } = await run.snapshot();
  return { type: 'second.sampled', step, text: await shortSample({ data, net, weights }) };
}
