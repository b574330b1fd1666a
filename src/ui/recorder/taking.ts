/**
 * Takes recordings while an element of the page is there, and never longer: when it is gone, hidden,
 * or somebody says stop, the microphone or camera is switched off.
 */
import type { ReactiveController } from 'lit';
import { messageOf } from '../../lib/errors.ts';
import type { TrackedElement } from '../tracked-element.ts';
import { type Readable, Store } from '../state/store.ts';
import type { Capture, CaptureState } from './capture.ts';

/** `opening`: the person may be being asked. */
export type TakingState = 'off' | 'opening' | CaptureState;

export class Taking implements ReactiveController {
  readonly #state = new Store<TakingState>('off');
  readonly state: Readable<TakingState> = this.#state;
  readonly #problem = new Store('');
  /** Why nothing could be recorded. */
  readonly problem: Readable<string> = this.#problem;
  #stopping: AbortController | undefined;

  constructor(host: TrackedElement) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onHidden);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onHidden);
    this.stop();
  }

  /** Until `onTake` says that it is enough, or it is stopped. */
  async run(capture: Capture, onTake: (frames: number[][]) => boolean): Promise<void> {
    this.stop();
    const { signal } = (this.#stopping = new AbortController());
    const say = (state: TakingState) => signal.aborted || this.#state.set(state);
    this.#problem.set('');
    say('opening');
    // whatever it waits for: a browser may take long to give up
    signal.addEventListener('abort', () => capture.stop(), { once: true });
    try {
      await capture.start(signal);
      for (let isEnough = false; !isEnough && !signal.aborted;) {
        const frames = await capture.take(signal, say);
        isEnough = frames === null || onTake(frames);
      }
    } catch (error) {
      if (!signal.aborted) this.#problem.set(messageOf(error));
    } finally {
      capture.stop();
      say('off');
    }
  }

  stop(): void {
    this.#stopping?.abort();
    this.#state.set('off');
  }

  readonly #onHidden = (): void => {
    if (document.hidden) this.stop();
  };
}
