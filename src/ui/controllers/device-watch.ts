/** How it stands with the GPU: what happened to it, what happens next, and when. */
import type { DeviceStatus } from '../../worker/protocol.ts';
import type { Session } from './session.ts';
import { Store } from './store.ts';

export interface DeviceNews {
  status: DeviceStatus;
  /** The step that the run goes on from. */
  step: number;
  /** When the next thing happens, in milliseconds of `performance.now`. */
  until: number;
}

export class DeviceWatch {
  /** Null while it is there and runs. */
  readonly news = new Store<DeviceNews | null>(null);

  #session: Session;

  constructor(session: Session) {
    this.#session = session;
    const { client } = session;
    client.on('device.status', ({ status, step }) => this.#heard(status, step));
    client.on('engine.gpu', ({ gpu }) => {
      session.engine.set({ ...session.engine.value, gpu, problem: null });
      session.net.catchUp();
    });
    client.on('run.recovered', ({ info, step }) => {
      if (session.banner.value?.kind === 'numbers') session.banner.set(null);
      session.curve.truncate(step);
      session.sample.diary.truncate(step);
      session.net.info.set(info);
    });
  }

  /** It cannot be worked with now. */
  get isAway(): boolean {
    const { news } = this;
    return news.value !== null && news.value.status.state !== 'stalled';
  }

  #heard(status: DeviceStatus, step: number): void {
    const session = this.#session;
    const until = performance.now() + (status.state === 'waiting' ? status.waitMs : 0);
    this.news.set(status.state === 'running' ? null : { status, step, until });
    if (status.state === 'stalled') return;
    if (status.state !== 'running') {
      session.sample.stopped();
      session.progress.set({ ...session.progress.value, charactersPerSecond: 0 });
    }
    // where there never was one, the page says what it would need
    if (status.state === 'stopped' && session.canBuild) session.end(status.cause);
  }
}
