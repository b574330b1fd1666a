/** How it stands with what nets run on: what happened to it, what happens next, and when. */
import type { TrainerClient } from '../../protocol/client.ts';
import type { DeviceStatus } from '../../protocol/device-status.ts';
import type { EngineInfo } from '../../protocol/engine-info.ts';
import type { EngineStore } from './engine.ts';
import type { NetBuilder } from './net-builder.ts';
import type { PresentRun } from './present-run.ts';
import { type Readable, Store } from './store.ts';

export interface DeviceNews {
  kind: EngineInfo['kind'];
  status: DeviceStatus;
  /** The step that the run goes on from. */
  step: number;
  /** When the next thing happens, in milliseconds of `performance.now`. */
  until: number;
}

interface Needs {
  client: TrainerClient;
  engine: EngineStore;
  net: Pick<NetBuilder, 'catchUp' | 'recovered'>;
  run: Pick<PresentRun, 'goBack' | 'wait' | 'end'>;
}

export class DeviceWatch {
  readonly #news = new Store<DeviceNews | null>(null);
  /** Null while it is there and runs. */
  readonly news: Readable<DeviceNews | null> = this.#news;

  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { client, engine, net, run } = needs;
    client.on('device.status', ({ kind, status, step }) => this.#heard(kind, status, step));
    client.on('engine.changed', ({ engine: backend, problem, noGpu }) => {
      engine.changed({ backend, problem, noGpu });
      // what the net is not on any more is of no interest, but why it is not
      const news = this.news.value;
      if (news && news.kind !== backend?.kind && news.status.state !== 'stopped') this.dismiss();
      if (backend) net.catchUp();
      else run.end(problem);
    });
    client.on('run.recovered', ({ info, step }) => {
      run.goBack(step);
      net.recovered(info);
    });
  }

  /** Whether the buttons that need a living engine can do anything. */
  get canTrain(): boolean {
    return this.#needs.engine.canBuild && !this.#isAway;
  }

  /** The GPU is gone for good, and training goes on on the CPU. */
  get hasMoved(): boolean {
    const news = this.news.value;
    if (news?.kind !== 'gpu' || news.status.state !== 'stopped') return false;
    return this.#needs.engine.value.backend?.kind === 'cpu';
  }

  dismiss(): void {
    this.#news.set(null);
  }

  /** It cannot be worked with now. */
  get #isAway(): boolean {
    const news = this.news.value;
    return news !== null && news.status.state !== 'stalled' && !this.hasMoved;
  }

  #heard(kind: EngineInfo['kind'], status: DeviceStatus, step: number): void {
    const { run } = this.#needs;
    const until = performance.now() + (status.state === 'waiting' ? status.waitMs : 0);
    this.#news.set(status.state === 'running' ? null : { kind, status, step, until });
    if (status.state === 'stalled') return;
    if (status.state !== 'running') run.wait();
    if (status.state === 'stopped' && kind === 'cpu') run.end(status.cause);
  }
}
