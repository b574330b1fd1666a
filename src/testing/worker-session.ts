/**
 * The engine's side of the protocol in Node: on the CPU, or on a WebGPU that is given and can be broken, with a clock
 * that the test moves, and storage in memory. Tests wait for messages, never for time.
 */
import { defaultSettings, type Settings } from '../config/settings.ts';
import { KernelStore } from '../backend/wasm/kernel-store.ts';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { DeviceLostError, messageOf } from '../lib/errors.ts';
import { EngineSession } from '../worker/engine-session.ts';
import type { PageMessage, WorkerMessage } from '../protocol/messages.ts';
import type { Frame, ViewId, ViewOpen, Wish } from '../protocol/views.ts';
import { DeviationError } from './close-to.ts';
import type { KeepingStorage } from '../keeping/storage.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryStorage } from './memory-storage.ts';
import { type Faults, plantFaults } from './planted-faults.ts';
import { type Activity, follow, unfollow, Wait } from './stillness.ts';

type MessageOf<Type extends WorkerMessage['type']> = Extract<WorkerMessage, { type: Type }>;

export const smallNet: Settings = {
  ...defaultSettings(),
  engine: 'gpu',
  hiddenSize: 16,
  timeSteps: 8,
  batchSize: 4,
  heldOut: 10,
};

/** The same where nothing is asked of a GPU: many times as quick as a software adapter. */
export const cpuNet: Settings = { ...smallNet, engine: 'cpu' };

const smallText = 'to be or not to be, that is the question. '.repeat(60);

export interface Options {
  /** None: a machine that has none. */
  gpu?: GPU;
  /** Instead of the engine's: one with a fault. */
  Session?: typeof EngineSession;
  /** What was kept by a session before. */
  storage?: KeepingStorage;
  /** Steps in a submit; null: what the time says. */
  forcedChunk?: number | null;
  /** What is known of every adapter. */
  caution?: number;
  /** What it begins on, as in the table of settings: the settings of a net say what that runs on. */
  engine?: Settings['engine'];
}

/** What a browser without one has. */
const noGpu = { requestAdapter: () => Promise.resolve(null) } as unknown as GPU;

/** Kernels that one session had compiled are there at once for the next. */
const store = new KernelStore();

/** Time passes with what is done on it. */
class TimedCpu extends WasmBackend {
  onWork: () => void = () => undefined;

  override work(act: Parameters<WasmBackend['work']>[0]): void {
    super.work(act);
    this.onWork();
  }
}

export class WorkerSession {
  readonly messages: WorkerMessage[] = [];
  /** What nobody caught. */
  readonly problems: unknown[] = [];
  /** Whether what nobody caught ends all waiting, and so does it when nothing more can come. */
  isStrict = false;
  readonly clock = new ManualClock();
  readonly faults: Faults;
  /** By adapter. */
  readonly cautions = new Map<string, number>();
  readonly session: EngineSession;
  /** Every CPU backend that was opened. */
  readonly cpus: WasmBackend[] = [];
  #listeners = new Set<() => void>();
  #lastView = 0;
  #onDone: () => void = () => undefined;
  readonly #activity: Activity;
  #isWatched = false;
  /** How often something came that was waited for. */
  #heard = 0;
  /** Why there is no use in waiting. */
  #vain: string | undefined;

  protected constructor({
    gpu = noGpu,
    Session = EngineSession,
    storage = new MemoryStorage(),
    forcedChunk = 1,
    caution = 0,
  }: Options) {
    const planted = plantFaults(gpu);
    const { faults } = planted;
    this.faults = faults;
    const done = () => this.messages.length + this.submits;
    this.#activity = {
      get done() {
        return done();
      },
      get underWay() {
        return faults.pending;
      },
    };
    follow(this.#activity);
    this.flow(true);
    this.session = new Session({
      hardware: { gpu: planted.gpu, cpu: () => this.#openCpu() },
      clock: this.clock,
      cautions: {
        read: (adapter) => Promise.resolve(this.cautions.get(adapter) ?? caution),
        write: (adapter, caution) => Promise.resolve(void this.cautions.set(adapter, caution)),
      },
      storage,
      post: (message, transfer) => {
        // as it crosses over to the page: what changes later does not reach what was told
        this.messages.push(structuredClone(message, { transfer }));
        for (const listener of [...this.#listeners]) listener();
      },
      ...(forcedChunk === null ? {} : { forcedChunk }),
    });
    // as in a worker, what nobody catches comes back as an event
    globalThis.reportError = (error) => {
      if (!(error instanceof DeviceLostError)) this.problems.push(error);
      this.session.report(error);
      for (const listener of [...this.#listeners]) listener();
    };
  }

  /** Nothing is asked for yet. */
  static create(options: Options = {}): Promise<WorkerSession> {
    return Promise.resolve(new WorkerSession(options));
  }

  /** On a GPU that was there for a while: one that is lost in its first moments was never there. */
  static async start(options: Options = {}): Promise<WorkerSession> {
    const worker = await this.create(options);
    worker.send({ type: 'engine.start', engine: options.engine ?? smallNet.engine });
    await worker.next('engine.ready', undefined, 0);
    worker.clock.advance(1000);
    return worker;
  }

  /** With a text open and a net built on it. */
  static async open(
    settings: Settings = smallNet,
    { text = smallText, ...options }: Options & { text?: string } = {},
  ): Promise<WorkerSession> {
    const worker = await this.start({ engine: settings.engine, ...options });
    await worker.openText(text, settings);
    await worker.build(settings);
    return worker;
  }

  async build(settings: Settings): Promise<MessageOf<'net.ready'>['info']> {
    const built = this.orRefused('net.ready', 'net.refused');
    this.send({ type: 'net.build', settings });
    return (await built).info;
  }

  /** The next such message. @throws DeviationError when the other one comes first */
  orRefused<Type extends 'net.ready' | 'text.ready' | 'run.ready' | 'run.loaded'>(
    type: Type,
    refusal: 'net.refused' | 'text.refused' | 'run.refused',
  ): Promise<MessageOf<Type>> {
    const refused = this.next(refusal).then(({ problem }) => {
      throw new DeviationError(JSON.stringify(problem));
    });
    return Promise.race([this.next(type), refused]);
  }

  /**
   * Whether time passes with what is done: a submit takes 20 ms and a rest 10 ms, unless the GPU is
   * at work, which counts already. Else the test alone moves the clock on.
   */
  flow(isFlowing: boolean): void {
    this.clock.restMs = () => (isFlowing && this.faults.underWay === 0 ? 10 : 0);
    this.#onDone = () => this.clock.advance(isFlowing ? 20 : 0);
    this.faults.onDone = this.#onDone;
  }

  /** A submit takes as long as that from now on, and a rest no time. */
  submitsTake(ms: number): void {
    this.clock.restMs = () => 0;
    this.#onDone = () => this.clock.advance(ms);
    this.faults.onDone = this.#onDone;
  }

  /** What it has been on from its start is lost: the GPU, or the CPU, as when a thread has died. */
  lose(cause: string): void {
    const cpu = this.cpus.at(-1);
    if (!cpu) return this.faults.lose(cause);
    cpu.work(() => {
      throw new Error(cause);
    });
  }

  #openCpu(): WasmBackend {
    const cpu = new TimedCpu({ store });
    cpu.onWork = () => this.#onDone();
    this.cpus.push(cpu);
    return cpu;
  }

  /** What was submitted on all of them. */
  get submits(): number {
    return this.cpus.reduce((sum, { counts }) => sum + counts.submits, this.faults.counts.submits);
  }

  send(message: PageMessage): void {
    void this.session.handle(message);
  }

  async openText(text: string, settings: Settings): Promise<void> {
    const source = { kind: 'paste', text } as const;
    const ready = this.orRefused('text.ready', 'text.refused');
    this.send({ type: 'text.read', id: 1, source, settings });
    await ready;
    this.send({ type: 'text.take', id: 1 });
  }

  /** The first such message from number `from` on: by default, one that is yet to come. */
  next<Type extends WorkerMessage['type']>(
    type: Type,
    is: (message: MessageOf<Type>) => boolean = () => true,
    from = this.messages.length,
  ): Promise<MessageOf<Type>> {
    return new Promise((resolve, reject) => {
      let at = from;
      const look = () => {
        if (this.isStrict && this.problems.length > 0) {
          this.#listeners.delete(look);
          return reject(new DeviationError(`nobody caught: ${messageOf(this.problems[0])}`));
        }
        if (this.#vain) {
          this.#listeners.delete(look);
          return reject(new DeviationError(`waits for ${type}: ${this.#vain}`));
        }
        for (; at < this.messages.length; at++) {
          const message = this.messages[at];
          if (message.type !== type || !is(message as MessageOf<Type>)) continue;
          this.#listeners.delete(look);
          this.#heard++;
          resolve(message as MessageOf<Type>);
          return;
        }
      };
      this.#listeners.add(look);
      look();
      if (this.isStrict && !this.#isWatched) void this.#watch();
    });
  }

  /** A fault must not be noticed by the time that runs out. */
  async #watch(): Promise<void> {
    this.#isWatched = true;
    for (let wait = new Wait(), heard = 0; this.#listeners.size > 0 && !this.#vain;) {
      // what was waited for came
      if (heard !== this.#heard) wait = new Wait();
      heard = this.#heard;
      this.#vain = await wait.turn();
    }
    this.#isWatched = false;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Opens a view. @returns its first frame */
  look<Id extends ViewId>(view: Id, wish: Wish<Id>): Promise<Frame<Id>> {
    const id = ++this.#lastView;
    const frame = this.frame(view, (_, of) => of === id);
    this.send({ type: 'view.open', view, id, wish } as ViewOpen);
    return frame;
  }

  /** The next frame of a view. */
  async frame<Id extends ViewId>(
    view: Id,
    is: (frame: Frame<Id>, id: number) => boolean = () => true,
  ): Promise<Frame<Id>> {
    const told = await this.next('view.frame', (one) => one.view === view && is(one.frame, one.id));
    return told.frame;
  }

  closeView(view: ViewId): void {
    this.send({ type: 'view.close', view });
  }

  /** How many frames of a view there were. */
  framesOf(view: ViewId): number {
    return this.messages.filter((one) => one.type === 'view.frame' && one.view === view).length;
  }

  status(state: MessageOf<'device.status'>['status']['state'], from?: number) {
    return this.next('device.status', ({ status }) => status.state === state, from);
  }

  /** As many single steps, one after another. */
  async step(steps: number): Promise<void> {
    for (let made = 0; made < steps; made++) {
      const paused = this.next('training.progress', ({ progress }) => progress.state === 'paused');
      this.send({ type: 'training.step' });
      await paused;
    }
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
    const wait = new Wait();
    do {
      const vain = await wait.turn();
      if (vain && this.isStrict) throw new DeviationError(`waits until it is so: ${vain}`);
    } while (!isSo());
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Until nothing is under way on the GPU, and nothing more was submitted for a good while. */
  async quiet(): Promise<void> {
    let submits = -1;
    const most = this.submits + 500;
    for (let turns = 0; turns < 100; turns++) {
      if (submits !== this.submits || this.faults.underWay > 0) turns = 0;
      ({ submits } = this);
      if (this.isStrict && submits > most) throw new DeviationError('it never comes to rest');
      await new Promise((resolve) => setImmediate(resolve));
    }
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

  /** Nothing of it goes on: what trained on unseen would slow down every test after it. */
  close(): void {
    unfollow(this.#activity);
    this.#listeners.clear();
    this.send({ type: 'training.pause' });
    this.send({ type: 'sample.stop' });
    this.clock.pause = () => new Promise(() => undefined);
    this.faults.destroy();
  }
}
