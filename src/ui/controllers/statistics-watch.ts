/** Keeps the worker sending statistics of the gates while someone looks at them. */
import type { StatisticsFrame } from '../../protocol/frames.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';

export class StatisticsWatch {
  readonly #frame = new Store<StatisticsFrame | null>(null);
  readonly frame: Readable<StatisticsFrame | null> = this.#frame;

  #session: Session;
  #isOpen = false;

  constructor(session: Session) {
    this.#session = session;
    session.client.on('statistics.frame', ({ frame }) => {
      if (this.#isOpen) this.#frame.set(frame);
    });
    session.net.info.subscribe(() => {
      this.#frame.set(null);
      this.#watch();
    });
  }

  open(): void {
    this.#isOpen = true;
    this.#watch();
  }

  close(): void {
    this.#isOpen = false;
    this.#frame.set(null);
    this.#session.client.send({ type: 'statistics.unwatch' });
  }

  #watch(): void {
    const { client, net } = this.#session;
    if (this.#isOpen && net.info.value) client.send({ type: 'statistics.watch' });
  }
}
