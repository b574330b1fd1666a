/** How it stands with the GPU, as the page is told. */
import type { Reason } from '../lib/problems.ts';

/** Why the GPU is not there: it was lost, it was refused, or what it did cannot be trusted. */
export type Trouble = 'lost' | 'refused' | 'broken';

export type DeviceStatus =
  | { state: 'opening' }
  /** Everything is made anew on another device. */
  | { state: 'rebuilding' }
  | { state: 'running' }
  /** It has not answered for some seconds: nothing is sent until it does. */
  | { state: 'stalled' }
  /** It is asked for again after so many milliseconds. `losses` counts those of this page. */
  | { state: 'waiting'; trouble: Trouble; cause: Reason; waitMs: number; losses: number }
  /** For good. */
  | { state: 'stopped'; trouble: Trouble; cause: Reason; losses: number };
