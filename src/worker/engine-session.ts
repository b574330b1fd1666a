/** The engine's side of the protocol: one text, one net, one GPU; answers every message of the page. */
import type { Settings } from '../config/settings.ts';
import type { CautionStore } from '../gpu/device-owner.ts';
import type { OpenedText } from '../data/open-text.ts';
import type { Clock } from '../lib/clock.ts';
import { CancelledError, DeviceLostError, messageOf, UnrolledError } from '../lib/errors.ts';
import type { Place } from '../keeping/keeper.ts';
import type { KeepingStorage } from '../keeping/storage.ts';
import type { Engine } from '../training/net.ts';
import { DeviceDesk } from './device-desk.ts';
import { type BuiltNet, buildNet, describeNet, destroyNet, estimateNet } from './net-builder.ts';
import { withWayOut } from './net-size.ts';
import type { PageMessage, WorkerMessage } from './protocol.ts';
import { reviveRun } from './revival.ts';
import { Run } from './run.ts';
import { buildRun, optionsOf } from './run-builder.ts';
import { keepable, RunDesk } from './run-desk.ts';
import type { RunOptions } from './run-options.ts';
import { TextDesk } from './text-desk.ts';

type MessageOf<Type extends PageMessage['type']> = Extract<PageMessage, { type: Type }>;

/** What the worker is given by the browser, or by a test. */
export interface Surroundings {
  storage: KeepingStorage;
  gpu: GPU | undefined;
  clock: Clock;
  cautions: CautionStore;
  post: (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;
  /** Steps per chunk, instead of what the time says. */
  forcedChunk?: number;
}

/** The loss of the GPU may be heard of after what it made fail. */
const graceMs = 100;

export class EngineSession {
  readonly #post: Surroundings['post'];
  readonly #clock: Clock;
  readonly #forcedChunk: number | undefined;
  readonly #device: DeviceDesk;
  readonly #texts: TextDesk;
  readonly #runs: RunDesk;
  #run: Run | undefined;
  #netWork: AbortController | undefined;
  #isHidden = false;
  #hasFailed = false;

  constructor({ gpu, clock, cautions, post, forcedChunk, storage }: Surroundings) {
    this.#post = post;
    this.#clock = clock;
    this.#forcedChunk = forcedChunk;
    const check = this.#check;
    const texts = (this.#texts = new TextDesk({ post, check }));
    this.#runs = new RunDesk({
      storage,
      clock,
      post,
      openText: () => texts.open,
      // without a GPU nobody knows what fits; building it waits for one
      check: (settings, text) => this.#device.engine && check(settings, text),
      onProgress: this.#onProgress,
    });
    this.#device = new DeviceDesk({
      gpu,
      clock,
      cautions,
      post,
      onLost: () => this.#run?.halt(),
      onEngine: (engine) => this.#revive(engine),
      onCaution: (caution) => {
        if (this.#run) this.#run.caution = caution;
      },
      safeStep: () => this.#run?.snapshots.good.newest?.step ?? 0,
    });
  }

  async handle(message: PageMessage): Promise<void> {
    const answer = this.#answers[message.type] as (message: PageMessage) => void | Promise<void>;
    try {
      await answer(message);
    } catch (error) {
      this.report(error);
    }
  }

  /** An error that nobody caught: the GPU is gone, or the engine is broken. */
  report(error: unknown): void {
    if (error instanceof DeviceLostError) return this.#device.suspect(error);
    const { engine } = this.#device;
    this.#clock.after(graceMs, () => {
      // on a GPU that went away meanwhile, what was under way fails in many ways
      if (engine && (this.#device.engine !== engine || !this.#device.runs)) return;
      this.#fail(`worker: ${messageOf(error)}. Reload the page.`);
    });
  }

  /** The first failure counts; the rest is its echo. */
  #fail(message: string): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#run?.halt();
    this.#post({ type: 'failure', kind: 'worker', message });
  }

  async #build({ settings, isConfirmed }: MessageOf<'net.build'>): Promise<void> {
    const signal = this.#newWork();
    const text = this.#texts.open;
    if (!text) {
      const message = 'net: there is no text yet. Open a text first.';
      return this.#post({ type: 'net.refused', message, remedies: [] });
    }
    try {
      const build = (engine: Engine) =>
        buildNet(engine, settings, text, signal, this.#onProgress, { isConfirmed });
      const built = await this.#replaceRun(build, signal, {}, () => Promise.resolve({}));
      this.#post({ type: 'net.ready', info: describeNet(built) });
    } catch (error) {
      if (!signal.aborted || !(error instanceof CancelledError)) {
        const remedies = error instanceof UnrolledError ? [...(error.problem.remedies ?? [])] : [];
        this.#post({ type: 'net.refused', message: messageOf(error), remedies });
      }
    }
  }

  /** What the run from before was can be brought back. */
  async #replaceRun(
    build: (engine: Engine) => Promise<BuiltNet>,
    signal: AbortSignal,
    options: RunOptions,
    placeOf: () => Promise<Place>,
  ): Promise<BuiltNet> {
    let built = await this.#device.use(build, signal);
    await this.#runs.keeper.giveUp();
    const place = await placeOf();
    // the GPU may have been lost meanwhile, and the net with it
    while (built.net.engine !== this.#device.engine) {
      destroyNet(built);
      built = await this.#device.use(build, signal);
    }
    // only now: another one may have come meanwhile
    const old = this.#run;
    const run = (this.#run = this.#newRun(built, options));
    this.#runs.keeper.watch(keepable(run), place);
    await old?.close();
    return built;
  }

  async #rewind(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    await this.#runs.keeper.giveUp();
    if (run !== this.#run) return;
    this.#runs.keeper.startOver();
    await run.rewind();
  }

  async #undo(): Promise<void> {
    const run = this.#run;
    await this.#runs.keeper.setAside();
    if (!run || run !== this.#run) return;
    await run.undo();
    if (run === this.#run && run.built.trainer.step === 0) this.#runs.keeper.startOver();
  }

  #newRun(built: BuiltNet, options: RunOptions): Run {
    const postAndKeep: Surroundings['post'] = (message, transfer) => {
      this.#post(message, transfer);
      const { keeper } = this.#runs;
      if (message.type === 'training.diverged' && message.divergence) keeper.keepGood();
      if (message.type !== 'training.progress') return;
      const { state, step } = message.progress;
      keeper.note(state, step);
    };
    const run = new Run(built, postAndKeep, {
      ...options,
      forcedChunk: this.#forcedChunk,
      clock: this.#clock,
      onStall: (isStalled) => this.#device.stall(isStalled),
    });
    run.hide(this.#isHidden);
    run.caution = this.#device.caution;
    return run;
  }

  /** What ran on the GPU that was lost goes on on this one. */
  async #revive(engine: Engine): Promise<void> {
    const lost = this.#run;
    if (!lost) return;
    const { built, options } = await reviveRun(lost, engine, this.#onProgress);
    // the page may have had another one loaded meanwhile, or this GPU too is gone
    if (this.#device.engine !== engine || this.#run !== lost) return destroyNet(built);
    const run = (this.#run = this.#newRun(built, options));
    this.#runs.keeper.rewatch(keepable(run));
    this.#post({ type: 'run.recovered', info: describeNet(built), step: built.trainer.step });
    run.postProgress();
    if (lost.wantsToGoOn) run.start();
  }

  async #takeRun({ id }: MessageOf<'run.take'>): Promise<void> {
    const run = this.#runs.take(id);
    if (!run) return;
    const signal = this.#newWork();
    try {
      const work = { signal, onProgress: this.#onProgress };
      const build = (engine: Engine) => buildRun(run, engine, work);
      const placeOf = () => this.#runs.placeOf(run);
      const built = await this.#replaceRun(build, signal, optionsOf(run), placeOf);
      const { history } = run.checkpoint;
      // another text may have been opened since the run was read
      const isOpen = built.text.tokens === this.#texts.open?.tokens;
      this.#texts.open = built.text;
      this.#post({
        type: 'run.loaded',
        info: describeNet(built),
        text: built.text.info,
        settings: built.settings,
        source: isOpen ? null : built.text.source,
        curves: { losses: history.upTo(Infinity), validations: history.validations },
        leftOut: run.values.leftOut,
      });
      this.#run?.postProgress();
    } catch (error) {
      this.#runs.refuse(id, error);
    }
  }

  async #readParameters(id: number): Promise<void> {
    if (!this.#run) return;
    const { net, trainer } = this.#run.built;
    const { step } = trainer;
    const parameters = (await net.readParameters()).map((one) => ({
      ...one,
      shape: [...one.shape],
    }));
    this.#post({ type: 'parameters.read', id, step, parameters });
  }

  #estimate({ id, settings }: MessageOf<'net.estimate'>): void {
    const answer = (answered: { estimate: ReturnType<typeof estimateNet> } | { problem: string }) =>
      this.#post({ type: 'net.estimated', id, estimate: null, problem: null, ...answered });
    const text = this.#texts.open;
    if (!text) return answer({ problem: 'net: no text is open. Open a text first.' });
    try {
      const gpu = this.#device.engine?.gpu ?? null;
      answer({ estimate: estimateNet(settings, text, gpu) });
    } catch (error) {
      if (!(error instanceof UnrolledError)) throw error;
      answer({ problem: error.message });
    }
  }

  /** @throws SettingsError, with what would fit, when this net would not */
  readonly #check = (settings: Settings, text: OpenedText): void => {
    withWayOut(settings, (one) => estimateNet(one, text, this.#device.engine?.gpu ?? null));
  };

  /** Gives the run something to do. */
  #begin(give: (run: Run) => void): void {
    if (!this.#run) return;
    give(this.#run);
    this.#run.wake();
  }

  /** Ends the building that is under way. */
  #newWork(): AbortSignal {
    this.#netWork?.abort();
    this.#netWork = new AbortController();
    return this.#netWork.signal;
  }

  readonly #onProgress = (done: number, total: number, what: string): void =>
    this.#post({ type: 'net.progress', done, total, what });

  readonly #answers: {
    [Type in PageMessage['type']]: (message: MessageOf<Type>) => void | Promise<void>;
  } = {
    'engine.start': async () => {
      await this.#device.open();
      await this.#runs.start();
    },
    'text.read': (message) => this.#texts.read(message),
    'text.take': ({ id }) => this.#texts.take(id),
    'text.cancel': () => this.#texts.cancel(),
    'net.build': (message) => this.#build(message),
    'net.cancel': () => this.#netWork?.abort(),
    'net.estimate': (message) => this.#estimate(message),
    'training.start': () => this.#run?.start(),
    'training.pause': () => this.#run?.pause(),
    'training.step': () => this.#run?.step(),
    'training.rewind': () => this.#rewind(),
    'training.undo': () => this.#undo(),
    'training.tune': ({ tuning }) => {
      this.#run?.built.trainer.tune(tuning);
      this.#runs.keeper.tuned();
    },
    'validation.run': () => this.#begin(({ validation }) => validation.request()),
    'gates.watch': ({ line, layer }) =>
      this.#begin(({ views }) => views.gates.watchLine(line, layer)),
    'gates.unwatch': () => this.#run?.views.gates.unwatch(),
    'gates.pin': ({ pins }) =>
      this.#begin(({ views, sample }) => {
        views.gates.pin(pins);
        sample.pin(pins);
      }),
    'statistics.watch': () => this.#begin(({ views }) => views.statistics.watch({})),
    'statistics.unwatch': () => this.#run?.views.statistics.unwatch(),
    'gradient.watch': ({ line, layer }) =>
      this.#begin(({ views }) => views.gradient.watchLine(line, layer)),
    'gradient.unwatch': () => this.#run?.views.gradient.unwatch(),
    'weight.watch': (message) => this.#begin(({ views }) => views.weight.watchWeight(message)),
    'weight.unwatch': () => this.#run?.views.weight.unwatch(),
    'sample.draw': (message) => this.#begin(({ sample }) => sample.draw(message)),
    'sample.tune': ({ temperature, topK }) => this.#run?.sample.tune(temperature, topK),
    'sample.stop': () => this.#run?.sample.stop(),
    'run.save': () => this.#run && this.#runs.save(this.#run),
    'run.read': (message) => this.#runs.read(message),
    'run.take': (message) => this.#takeRun(message),
    'run.cancel': () => this.#runs.cancel(),
    'runs.list': () => this.#runs.list(),
    'runs.rename': (message) => this.#runs.rename(message),
    'runs.delete': (message) => this.#runs.delete(message),
    'runs.budget': (message) => this.#runs.setBudget(message),
    'runs.curves': (message) => this.#runs.curves(message),
    'parameters.read': ({ id }) => this.#readParameters(id),
    'state.read': ({ id }) => {
      const { counts, engine } = this.#device;
      const liveBytes = engine?.ledger.liveBytes ?? 0;
      const liveBuffers = engine?.ledger.entries().length ?? 0;
      this.#post({ type: 'state.read', id, created: { ...counts }, liveBytes, liveBuffers });
    },
    'page.hidden': ({ hidden, whenHidden }) => {
      this.#isHidden = hidden;
      this.#run?.hide(hidden, whenHidden === 'pause');
      if (hidden && this.#device.runs) this.#runs.keeper.keep();
    },
  };
}
