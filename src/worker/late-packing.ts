/** Packing is loaded when it is first asked for. */
import type { Clock } from '../lib/clock.ts';
import { messageOf } from '../lib/errors.ts';
import type { ReadRun } from '../keeping/reader.ts';
import type { Post } from '../protocol/messages.ts';
import type { PackingMessage } from '../protocol/packing.ts';
import type { Run } from '../run/run.ts';
import { loaded } from '../tasks/loaded.ts';
import type { PackingDesk } from './packing-desk.ts';

export interface PackingNeeds {
  post: Post;
  clock: Clock;
  run: () => Run | undefined;
  readKept: (id: string, signal: AbortSignal) => Promise<ReadRun>;
}

export function latePacking(needs: PackingNeeds): (message: PackingMessage) => Promise<void> {
  let desk: PackingDesk | undefined;
  return async (message) => {
    try {
      const { PackingDesk } = await loaded(() => import('./packing-desk.ts'));
      desk ??= new PackingDesk(needs);
    } catch (error) {
      if (message.type === 'pack.cancel') return;
      const problem = { code: 'packing failed', values: { reason: messageOf(error) } } as const;
      return needs.post({ type: 'pack.refused', id: message.id, problem });
    }
    await desk.answer(message);
  };
}
