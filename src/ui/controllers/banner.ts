/** What stands across the page: an error, or long work under way. */
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { WayOut } from './ways-out.ts';

export interface Banner {
  kind: Extract<WorkerMessage, { type: 'failure' }>['kind'] | 'text' | 'net' | 'run';
  message: string;
  /** The step that an undo goes back to. */
  undoStep?: number;
  ways?: readonly WayOut[];
}

/** Long work of the worker, for the progress bar. */
export interface Work {
  kind: 'text' | 'net' | 'run';
  what: string;
  done: number;
  total: number;
}
