/** How it stands with what nets run on: what happened to it, what happens next, and when. */
import type { DeviceStatus } from '../../protocol/device-status.ts';
import type { EngineInfo } from '../../protocol/engine-info.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';

export interface DeviceNews {
  kind: EngineInfo['kind'];
  status: DeviceStatus;
  /** The step that the run goes on from. */
  step: number;
  /** When the next thing happens, in milliseconds of `performance.now`. */
  until: number;
}

export class DeviceWatch {
  readonly #news = new Store<DeviceNews | null>(null);
  /** Null while it is there and runs. */
  readonly news: Readable<DeviceNews | null> = this.#news;

  #session: Session;

  constructor(session: Session) {
    this.#session = session;
    const { client } = session;
    client.on('device.status', ({ kind, status, step }) => this.#heard(kind, status, step));
    client.on('engine.changed', ({ engine: backend, problem, noGpu }) => {
      session.engine.changed({ backend, problem, noGpu });
      // what the net is not on any more is of no interest, but why it is not
      const news = this.news.value;
      if (news && news.kind !== backend?.kind && news.status.state !== 'stopped') this.dismiss();
      if (backend) session.net.catchUp();
      else session.end(problem);
    });
    client.on('run.recovered', ({ info, step }) => {
      session.banner.forgetNumbers();
      session.curve.truncate(step);
      session.sample.diary.truncate(step);
      session.net.recovered(info);
    });
  }

  /** It cannot be worked with now. */
  get isAway(): boolean {
    const news = this.news.value;
    return news !== null && news.status.state !== 'stalled' && !this.hasMoved;
  }

  /** The GPU is gone for good, and training goes on on the CPU. */
  get hasMoved(): boolean {
    const news = this.news.value;
    if (news?.kind !== 'gpu' || news.status.state !== 'stopped') return false;
    return this.#session.engine.value.backend?.kind === 'cpu';
  }

  dismiss(): void {
    this.#news.set(null);
  }

  #heard(kind: EngineInfo['kind'], status: DeviceStatus, step: number): void {
    const session = this.#session;
    const until = performance.now() + (status.state === 'waiting' ? status.waitMs : 0);
    this.#news.set(status.state === 'running' ? null : { kind, status, step, until });
    if (status.state === 'stalled') return;
    if (status.state !== 'running') {
      session.sample.stopped();
      session.progress.halted();
    }
    if (status.state === 'stopped' && kind === 'cpu') session.end(status.cause);
  }
}
