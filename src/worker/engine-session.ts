/** The engine's side of the protocol: one text, one net, one backend; answers every message of the page. */
import type { Backend } from '../backend/backend.ts';
import type { Settings } from '../config/settings.ts';
import type { TaskData } from '../tasks/task.ts';
import type { Clock } from '../lib/clock.ts';
import { CancelledError, DeviceLostError, problemOf, remediesOf } from '../lib/errors.ts';
import type { Problem } from '../lib/problems.ts';
import type { Place } from '../keeping/keeper.ts';
import { EngineDesk } from './engine-desk.ts';
import { EstimateDesk } from './estimate-desk.ts';
import { type BuiltNet, buildNet, describeNet, destroyNet } from '../net/net-builder.ts';
import { readParameters } from './parameters.ts';
import type { PageMessage } from '../protocol/messages.ts';
import { type Revived, reviveRun } from './revival.ts';
import { Run } from '../run/run.ts';
import { buildRun, loadedMessage, optionsOf } from './run-builder.ts';
import { keepable, RunDesk } from './run-desk.ts';
import { latePacking } from './late-packing.ts';
import type { RunOptions } from '../run/run-options.ts';
import type { Surroundings } from './surroundings.ts';
import { TextDesk } from './text-desk.ts';
import type { OnProgress } from '../protocol/work.ts';

type MessageOf<Type extends PageMessage['type']> = Extract<PageMessage, { type: Type }>;

/** The loss of the GPU may be heard of after what it made fail. */
const graceMs = 100;

export class EngineSession {
  readonly #post: Surroundings['post'];
  readonly #clock: Clock;
  readonly #forcedChunk: number | undefined;
  readonly #engines: EngineDesk;
  readonly #estimates: EstimateDesk;
  readonly #texts: TextDesk;
  readonly #runs: RunDesk;
  readonly #pack: ReturnType<typeof latePacking>;
  #run: Run | undefined;
  #netWork: AbortController | undefined;
  #inBackground = false;
  #hasFailed = false;

  constructor({ hardware, clock, cautions, post, forcedChunk, storage }: Surroundings) {
    this.#post = post;
    this.#clock = clock;
    this.#forcedChunk = forcedChunk;
    const check = (settings: Settings, text: TaskData) => this.#estimates.check(settings, text);
    const texts = (this.#texts = new TextDesk({ post, check }));
    this.#runs = new RunDesk({
      storage,
      clock,
      post,
      openText: () => texts.open,
      run: () => this.#run,
      // without a backend nobody knows what fits; building it waits for one
      check: (settings, text) => this.#engines.backendFor(settings.engine) && check(settings, text),
      onProgress: this.#onProgress,
    });
    this.#engines = new EngineDesk({
      hardware,
      clock,
      cautions,
      post,
      runsOn: () => this.#run?.built.net.backend,
      onLost: () => this.#run?.halt(),
      onOpen: (backend) => this.#revive(backend),
      onCaution: (caution) => {
        if (this.#run) this.#run.caution = caution;
      },
      safeStep: () => this.#run?.snapshots.good.newest?.step ?? 0,
    });
    const backendFor = (engine: Settings['engine']) => this.#engines.backendFor(engine);
    this.#pack = latePacking({
      ...{ post, clock, run: () => this.#run },
      readKept: (id, signal) => this.#runs.readKept(id, signal),
    });
    this.#estimates = new EstimateDesk({ post, openText: () => texts.open, backendFor });
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
    if (error instanceof DeviceLostError) return this.#engines.suspect(error);
    const hasGone = this.#engines.watched();
    this.#clock.after(graceMs, () => {
      // on one that went away meanwhile, what was under way fails in many ways
      if (hasGone()) return;
      this.#fail(problemOf(error));
    });
  }

  /** The first failure counts; the rest is its echo. */
  #fail(problem: Problem): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#run?.halt();
    this.#post({ type: 'failure', kind: 'worker', problem });
  }

  async #build({ settings, isConfirmed }: MessageOf<'net.build'>): Promise<void> {
    const signal = this.#newWork();
    const text = this.#texts.open;
    if (!text) {
      const problem = { code: 'no open text', values: {} } as const;
      return this.#post({ type: 'net.refused', problem, remedies: [] });
    }
    let built: BuiltNet;
    try {
      const build = (backend: Backend) =>
        buildNet(backend, settings, text, signal, this.#onProgress, { isConfirmed });
      const use = () => this.#engines.use(settings.engine, build, signal);
      built = await this.#replaceRun(use, signal, {}, () => Promise.resolve({}));
    } catch (error) {
      if (signal.aborted && error instanceof CancelledError) return;
      const [problem, remedies] = [problemOf(error), remediesOf(error)];
      return this.#post({ type: 'net.refused', problem, remedies });
    }
    this.#post({ type: 'net.ready', info: describeNet(built) });
  }

  /** What the run from before was can be brought back. @throws only where it still runs */
  async #replaceRun(
    build: () => Promise<BuiltNet>,
    signal: AbortSignal,
    options: RunOptions,
    placeOf: () => Promise<Place>,
  ): Promise<BuiltNet> {
    let built = await build();
    await this.#runs.keeper.giveUp();
    const place = await placeOf();
    // what it is on may have been lost meanwhile, and the net with it
    while (!signal.aborted && !this.#engines.has(built.net.backend)) {
      destroyNet(built);
      built = await build();
    }
    // what is wanted by now is another one
    if (signal.aborted) {
      destroyNet(built);
      throw new CancelledError();
    }
    const old = this.#run;
    const run = (this.#run = this.#newRun(built, options));
    this.#engines.took(built.net.backend);
    this.#runs.keeper.watch(keepable(run), place);
    await old?.close().catch((error: unknown) => this.report(error));
    if (this.#run !== run && signal.aborted) throw new CancelledError();
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

  async #undo({ to }: MessageOf<'training.undo'>): Promise<void> {
    const run = this.#run;
    await this.#runs.keeper.setAside();
    if (!run || run !== this.#run) return;
    await run.undo(to === 'best');
    if (run === this.#run && run.built.trainer.step === 0) this.#runs.keeper.startOver();
  }

  #newRun(built: BuiltNet, options: RunOptions): Run {
    const run = new Run(built, this.#runs.heeding(this.#post), {
      ...options,
      forcedChunk: this.#forcedChunk,
      clock: this.#clock,
      onStall: (isStalled) => this.#engines.stall(isStalled),
    });
    run.hide(this.#inBackground);
    run.caution = this.#engines.caution;
    return run;
  }

  /** What ran on the backend that was lost goes on on this one. */
  async #revive(backend: Backend): Promise<void> {
    const lost = this.#run;
    if (!lost || this.#engines.has(lost.built.net.backend)) return;
    const revived = await reviveRun(lost, backend, this.#onProgress);
    if (this.#goOn(lost, revived) && lost.wantsToGoOn) this.#run?.start(lost.until);
  }

  /** @returns whether it is the run of now */
  #goOn(from: Run, { built, options }: Revived): boolean {
    const { backend } = built.net;
    // the page may have had another one loaded meanwhile, or this one too is gone
    if (!this.#engines.has(backend) || this.#run !== from) {
      destroyNet(built);
      return false;
    }
    const run = (this.#run = this.#newRun(built, options));
    this.#engines.took(backend);
    this.#runs.keeper.rewatch(keepable(run));
    this.#post({ type: 'run.recovered', info: describeNet(built), step: built.trainer.step });
    run.postProgress();
    return true;
  }

  /** The run moves over as it is, where that is another engine. */
  async #chooseEngine({ engine }: MessageOf<'engine.choose'>): Promise<void> {
    const run = this.#run;
    if (!run || !(await this.#engines.isOther(engine, run.built.net.backend))) return;
    const signal = this.#newWork();
    const copy = await run.leave();
    let revived: Revived;
    try {
      const revive = (backend: Backend) => reviveRun(run, backend, this.#onProgress, copy);
      revived = await this.#engines.use(engine, revive, signal);
    } catch (error) {
      if (this.#run === run && run.wantsToGoOn) run.start(run.until);
      return this.#runs.refuse(0, error);
    }
    if (this.#goOn(run, revived)) void run.close().catch((error: unknown) => this.report(error));
    if (run.wantsToGoOn) this.#run?.start(run.until);
  }

  async #takeRun({ id }: MessageOf<'run.take'>): Promise<void> {
    const run = this.#runs.take(id);
    if (!run) return;
    const signal = this.#newWork();
    let built: BuiltNet;
    try {
      const work = { signal, onProgress: this.#onProgress };
      const build = (backend: Backend) => buildRun(run, backend, work);
      const use = () => this.#engines.use(run.settings.engine, build, signal);
      built = await this.#replaceRun(use, signal, optionsOf(run), () => this.#runs.placeOf(run));
    } catch (error) {
      return this.#runs.refuse(id, error);
    }
    // another text may have been opened since the run was read
    const isOpen = built.data.content === this.#texts.open?.content;
    this.#texts.open = built.data;
    this.#post(loadedMessage(run, built, isOpen));
    this.#run?.postProgress();
    // where both texts are before it forgets
    if (built.former && !built.trainer.step) this.#begin(({ jobs }) => jobs.validation.request());
  }

  /** Gives the run something to do. */
  #begin(give: (run: Run) => void): void {
    if (!this.#run) return;
    give(this.#run);
    this.#run.wake();
  }

  /** Ends the building that is under way. */
  #newWork(): AbortSignal {
    this.#netWork?.abort();
    this.#run?.jobs.trial.stop();
    this.#netWork = new AbortController();
    return this.#netWork.signal;
  }

  readonly #onProgress: OnProgress = (done, total, what) =>
    this.#post({ type: 'net.progress', done, total, what });

  readonly #answers: {
    [Type in PageMessage['type']]: (message: MessageOf<Type>) => void | Promise<void>;
  } = {
    'engine.start': async ({ engine }) => {
      await this.#engines.start(engine);
      await this.#runs.start();
    },
    'engine.choose': (message) => this.#chooseEngine(message),
    'text.read': (message) => this.#texts.read(message),
    'text.take': ({ id }) => this.#texts.take(id),
    'text.cancel': () => this.#texts.cancel(),
    'net.build': (message) => this.#build(message),
    'net.cancel': () => this.#netWork?.abort(),
    'net.estimate': (message) => this.#estimates.answer(message),
    'training.start': ({ until }) => this.#run?.start(until),
    'training.pause': () => this.#run?.pause(),
    'training.step': () => this.#run?.step(),
    'training.try': () => this.#begin((run) => run.try()),
    'training.rewind': () => this.#rewind(),
    'training.undo': (message) => this.#undo(message),
    'training.tune': ({ tuning }) => {
      this.#run?.built.trainer.tune(tuning);
      this.#runs.keeper.tuned();
    },
    'validation.run': () => this.#begin(({ jobs }) => jobs.validation.request()),
    'view.open': (message) => this.#begin(({ views }) => views.openView(message)),
    'view.close': ({ view }) => this.#run?.views.closeView(view),
    'gates.pin': ({ pins }) =>
      this.#begin(({ views, jobs }) => {
        views.pin(pins);
        jobs.sample.pin(pins);
      }),
    'sample.draw': (message) => this.#begin(({ jobs }) => jobs.sample.draw(message)),
    'sample.tune': (message) => {
      this.#run?.jobs.sample.tune(message);
      this.#run?.jobs.diary.tune(message);
    },
    'sample.stop': () => this.#run?.jobs.sample.stop(),
    'second.sample': () => this.#run && this.#runs.sample(this.#run),
    'pack.text': (message) => this.#pack(message),
    'pack.open': (message) => this.#pack(message),
    'pack.compare': (message) => this.#pack(message),
    'pack.cancel': (message) => this.#pack(message),
    'run.save': () => this.#run && this.#runs.save(this.#run),
    'run.read': (message) => this.#runs.read(message),
    'run.take': (message) => this.#takeRun(message),
    'run.cancel': () => this.#runs.cancel(),
    'runs.list': () => this.#runs.list(),
    'runs.rename': (message) => this.#runs.rename(message),
    'runs.delete': (message) => this.#runs.delete(message),
    'runs.budget': (message) => this.#runs.setBudget(message),
    'runs.curves': (message) => this.#runs.curves(message),
    'parameters.read': async ({ id }) => {
      if (this.#run) this.#post(await readParameters(this.#run.built, id));
    },
    'state.read': ({ id }) => {
      const { created, ...live } = this.#engines.state();
      this.#post({ type: 'state.read', id, created: { ...created }, ...live });
    },
    'page.background': ({ inBackground, background }) => {
      this.#inBackground = inBackground;
      this.#run?.hide(inBackground, background === 'pause');
      if (inBackground && this.#engines.runs) this.#runs.keeper.keep();
    },
  };
}
