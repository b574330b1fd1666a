/**
 * The engine's side of the protocol in Node: on a WebGPU that can be broken, with a clock that the
 * test moves, and storage in memory. Tests wait for messages, never for time.
 */
import { defaultSettings, type Settings } from '../config/settings.ts';
import { EngineSession } from '../worker/engine-session.ts';
import type { PageMessage, WorkerMessage } from '../worker/protocol.ts';
import type { KeepingStorage } from '../keeping/storage.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryStorage } from './memory-storage.ts';
import { requestTestGpu } from './node-gpu.ts';
import { type Faults, plantFaults } from './planted-faults.ts';

type MessageOf<Type extends WorkerMessage['type']> = Extract<WorkerMessage, { type: Type }>;

export const smallNet: Settings = {
  ...defaultSettings(),
  hiddenSize: 16,
  timeSteps: 8,
  batchSize: 4,
  heldOut: 10,
};

export class WorkerSession {
  readonly messages: WorkerMessage[] = [];
  readonly clock = new ManualClock();
  readonly faults: Faults;
  /** By adapter. */
  readonly cautions = new Map<string, number>();
  readonly session: EngineSession;
  #listeners = new Set<() => void>();

  private constructor(gpu: GPU, storage: KeepingStorage) {
    const planted = plantFaults(gpu);
    this.faults = planted.faults;
    this.session = new EngineSession({
      gpu: planted.gpu,
      clock: this.clock,
      cautions: {
        read: (adapter) => Promise.resolve(this.cautions.get(adapter) ?? 0),
        write: (adapter, caution) => Promise.resolve(void this.cautions.set(adapter, caution)),
      },
      storage,
      post: (message) => {
        this.messages.push(message);
        for (const listener of [...this.#listeners]) listener();
      },
      forcedChunk: 1,
    });
    // as in a worker, what nobody catches comes back as an event
    globalThis.reportError = (error) => this.session.report(error);
  }

  /** Nothing is asked for yet. */
  static async create(storage: KeepingStorage = new MemoryStorage()): Promise<WorkerSession> {
    return new WorkerSession(await requestTestGpu(), storage);
  }

  /** On a GPU that was there for a while: one that is lost in its first moments was never there. */
  static async start(storage?: KeepingStorage): Promise<WorkerSession> {
    const worker = await WorkerSession.create(storage);
    worker.send({ type: 'engine.start' });
    await worker.next('engine.ready', undefined, 0);
    worker.clock.advance(1000);
    return worker;
  }

  /** With a text open and a net built on it. */
  static async open(
    settings: Settings = smallNet,
    storage?: KeepingStorage,
  ): Promise<WorkerSession> {
    const worker = await WorkerSession.start(storage);
    await worker.openText('to be or not to be, that is the question. '.repeat(60), settings);
    worker.send({ type: 'net.build', settings });
    await worker.next('net.ready');
    return worker;
  }

  send(message: PageMessage): void {
    void this.session.handle(message);
  }

  async openText(text: string, settings: Settings): Promise<void> {
    const source = { kind: 'paste', text } as const;
    this.send({ type: 'text.read', id: 1, source, settings });
    await this.next('text.ready');
    this.send({ type: 'text.take', id: 1 });
  }

  /** The first such message from number `from` on: by default, one that is yet to come. */
  next<Type extends WorkerMessage['type']>(
    type: Type,
    is: (message: MessageOf<Type>) => boolean = () => true,
    from = this.messages.length,
  ): Promise<MessageOf<Type>> {
    return new Promise((resolve) => {
      let at = from;
      const look = () => {
        for (; at < this.messages.length; at++) {
          const message = this.messages[at];
          if (message.type !== type || !is(message as MessageOf<Type>)) continue;
          this.#listeners.delete(look);
          resolve(message as MessageOf<Type>);
          return;
        }
      };
      this.#listeners.add(look);
      look();
    });
  }

  status(state: MessageOf<'device.status'>['status']['state'], from?: number) {
    return this.next('device.status', ({ status }) => status.state === state, from);
  }

  reached(step: number, from?: number) {
    return this.next('training.progress', ({ progress }) => progress.step >= step, from);
  }

  /** Trains to at least this step, pauses, and waits until it is kept. */
  async trainTo(step: number): Promise<number> {
    this.send({ type: 'training.start' });
    await this.reached(step);
    const from = this.messages.length;
    this.send({ type: 'training.pause' });
    const paused = await this.next(
      'training.progress',
      ({ progress }) => progress.state === 'paused',
      from,
    );
    await this.next('run.kept', (kept) => kept.step === paused.progress.step, from);
    return paused.progress.step;
  }

  /** Until this is so, and all that follows from it at once was done as well. */
  async until(isSo: () => boolean): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (!isSo());
    await new Promise((resolve) => setImmediate(resolve));
  }

  async liveBytes(): Promise<number> {
    const answer = this.next('state.read');
    this.send({ type: 'state.read', id: 0 });
    return (await answer).liveBytes;
  }

  /** Parameters, all after one another, as bits. */
  async parameters(): Promise<Uint32Array> {
    const answer = this.next('parameters.read');
    this.send({ type: 'parameters.read', id: 0 });
    const { parameters } = await answer;
    return Uint32Array.from(
      parameters.flatMap(({ values }) => [...new Uint32Array(values.slice().buffer)]),
    );
  }

  /** Losses by step, the latest that was told of each. */
  get losses(): Map<number, number> {
    const losses = new Map<number, number>();
    for (const message of this.messages) {
      if (message.type !== 'training.losses') continue;
      message.run.losses.forEach((loss, index) => losses.set(message.run.firstStep + index, loss));
    }
    return losses;
  }

  close(): void {
    this.faults.destroy();
  }
}
