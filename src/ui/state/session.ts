/**
 * Everything the page knows, in stores, and everything a person can ask for, as methods. Elements
 * read the stores and call the methods; only this folder talks to the worker.
 */
import type { ReadLink } from '../../config/link.ts';
import { tuningOf } from '../../config/tuning.ts';
import { type SettingKey, type Settings, settingsTable } from '../../config/settings.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { TrainerClient } from '../../protocol/client.ts';
import { views } from '../views.ts';
import { type Question, questionOf, type Replacement } from '../words/replacing.ts';
import { Announcer } from './announcer.ts';
import { ChosenTask } from './chosen-task.ts';
import { settled } from './settled.ts';
import { BannerStore } from './banner.ts';
import { Curve } from './curve.ts';
import { DeviceWatch } from './device-watch.ts';
import { DivergenceWatch } from './divergence-watch.ts';
import { type Engine, EngineStore } from './engine.ts';
import { Experiments } from './experiments.ts';
import { GradientCurves } from './gradient-curves.ts';
import { KeptRunList } from './kept-run-list.ts';
import { LastingNote } from './lasting-note.ts';
import { NetBuilder } from './net-builder.ts';
import { Notes } from './notes.ts';
import { OpenViews } from './open-views.ts';
import { Pins } from './pins.ts';
import { ProgressStore } from './progress.ts';
import { ReplacedRun } from './replaced-run.ts';
import { RunFiles } from './run-files.ts';
import { SampleRun } from './sample-run.ts';
import { Scores } from './scores.ts';
import { Selection } from './selection.ts';
import { SettingsStore } from './settings-store.ts';
import { ShownLine } from './shown-line.ts';
import { type Readable, Store } from './store.ts';
import { TimeAhead } from './time-ahead.ts';
import { TextOpener } from './text-opener.ts';
import { TrainingWish } from './training-wish.ts';
import { ViewStore } from './view-store.ts';
import { WeightChoice } from './weight-choice.ts';
import { WorkStore } from './work.ts';

/** Typing settles before anything is rebuilt. */
const settleMs = 300;

export class Session {
  readonly client = new TrainerClient();
  readonly settings: SettingsStore;
  readonly engine = new EngineStore();
  readonly task: ChosenTask;
  readonly progress = new ProgressStore();
  readonly banner = new BannerStore();
  readonly notes = new Notes();
  /** What was not opened of all that was brought at once; gone once something else is opened. */
  readonly leftNote = new LastingNote(this.notes);
  readonly work = new WorkStore();
  readonly wantsTraining = new TrainingWish();
  readonly #trained = new Store(false);
  /** There are weights that could be lost. */
  readonly trained: Readable<boolean> = this.#trained;

  readonly curve = new Curve();
  readonly selection = new Selection();
  readonly openViews = new OpenViews(views, this.selection);
  readonly announcer = new Announcer(() => performance.now());
  readonly device: DeviceWatch;
  readonly divergence = new DivergenceWatch(this);
  readonly sample: SampleRun;
  readonly text: TextOpener;
  readonly net: NetBuilder;
  readonly views: ViewStore;
  readonly gates: ShownLine;
  readonly gradient: GradientCurves;
  readonly weight: WeightChoice;
  readonly scores: Scores;
  readonly pins: Pins;
  readonly files: RunFiles;
  readonly kept: KeptRunList;
  readonly replaced: ReplacedRun;
  readonly experiments: Experiments;
  readonly time: TimeAhead;

  /** Asks the person before something is replaced; the page brings the dialog. */
  ask: (question: Question) => Promise<'keep' | 'save' | 'replace'> = () =>
    Promise.resolve('replace');

  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: 'text' | 'net' | null = null;

  constructor(link: ReadLink) {
    this.settings = new SettingsStore(link.settings);
    this.task = new ChosenTask(this.engine, this.settings);
    const ofViews = this.openViews.adopt(link.views);
    this.device = new DeviceWatch(this);
    this.text = new TextOpener(this, link.text);
    this.net = new NetBuilder(this);
    this.sample = new SampleRun(this.client);
    this.views = new ViewStore(this.client, () => this.net.info.value !== null);
    this.gates = new ShownLine(this);
    this.gradient = new GradientCurves(this);
    this.weight = new WeightChoice(this);
    this.scores = new Scores(this);
    this.views.follow(this.net.info, this.settings, this.text.info);
    this.pins = new Pins(this, link.pins);
    this.files = new RunFiles(this);
    this.kept = new KeptRunList(this);
    this.notes.remark([...link.remarks, ...ofViews], this.kept.names);
    this.replaced = new ReplacedRun(this);
    this.experiments = new Experiments(this);
    this.time = new TimeAhead(this);
    this.#listen();
  }

  start(): void {
    this.client.start(this.settings.value.engine);
  }

  /** Whether there is something to run nets on, or it is waited for. */
  get canBuild(): boolean {
    const { phase, backend } = this.engine.value;
    return phase === 'ready' && backend !== null;
  }

  /** Whether the buttons that need a living engine can do anything. */
  get canTrain(): boolean {
    return this.canBuild && !this.device.isAway;
  }

  /** Asks where weights, or a text of the person's own, would be replaced. */
  async mayReplaceNet(by: Replacement): Promise<boolean> {
    const { step } = this.progress.value;
    if (step === 0 && by.kind !== 'linked text') return true;
    const answer = await this.ask(questionOf(by, step, this.engine.value.catalogue));
    return answer === 'save' ? this.files.saveFirst() : answer === 'replace';
  }

  /** Takes a value from a control, or puts the old one back if the person wants the weights. */
  async change(key: SettingKey, value: string | number): Promise<void> {
    if (key === 'text') return this.openText({ kind: 'builtin', id: String(value) });
    if (this.settings.value[key] === value) return;
    if (key === 'task') return this.#openTask(String(value));
    const { effect } = settingsTable[key];
    const costsWeights = effect === 'net' || effect === 'text';
    const by: Replacement = { kind: 'settings', changes: { [key]: value } };
    if (costsWeights && !(await this.mayReplaceNet(by))) {
      this.settings.showAgain();
      return;
    }
    this.settings.change({ [key]: value });
    if (effect === 'live') this.#tune(key);
    if (effect === 'engine') this.net.move();
    if (effect === 'net') this.net.estimateSoon();
    if (costsWeights) this.#rebuildSoon(effect);
  }

  /** Several at once, now. */
  async changeAll(changes: Partial<Settings>): Promise<void> {
    if (!(await this.mayReplaceNet({ kind: 'settings', changes }))) return;
    const keys = Object.keys(changes) as SettingKey[];
    const needsText = keys.some((key) => settingsTable[key].effect === 'text');
    this.take({ ...this.settings.value, ...changes }, needsText ? 'text' : 'net');
  }

  /** Takes over what the person agreed to, and does now what it needs. */
  take(settings: Settings, needs: 'text' | 'net' | null): void {
    const moves = settings.engine !== this.settings.value.engine;
    this.settings.change(settings);
    this.net.estimateSoon();
    if (moves && !needs) this.net.move();
    if (needs && this.#waiting !== 'text') this.#waiting = needs;
    if (needs) this.#rebuild();
    this.#tuneAll();
  }

  /** Another task begins with what is built in for it. */
  #openTask(task: string): void {
    const [first] = this.task.textsOf(task);
    this.#settle();
    this.leftNote.say(null);
    this.text.want(null);
    this.text.open({ kind: 'builtin', id: first.id }, { task });
  }

  openText(source: TextSource): void {
    this.#settle();
    this.leftNote.say(null);
    this.text.bring(source);
  }

  train(): void {
    const { text, net, files } = this;
    if (this.#waiting || text.busy || net.busy || files.busy || !net.info.value) {
      this.wantsTraining.make();
      this.#rebuild();
    } else {
      this.client.send({ type: 'training.start' });
    }
  }

  pause(): void {
    this.wantsTraining.drop();
    this.client.send({ type: 'training.pause' });
  }

  /** Over all that is held out, now. */
  validate(): void {
    this.client.send({ type: 'validation.run' });
  }

  oneStep(): void {
    this.client.send({ type: 'training.step' });
  }

  rewind(): void {
    this.wantsTraining.drop();
    this.banner.forgetNumbers();
    this.divergence.clear();
    this.replaced.because({ kind: 'rewind' });
    this.client.send({ type: 'training.rewind' });
  }

  /** Back to the last good weights, at half the learning rate. */
  undo(): void {
    this.replaced.because({ kind: 'back' });
    this.client.send({ type: 'training.undo' });
  }

  cancelWork(): void {
    const { work } = this;
    if (!work.value) return;
    if (work.value.kind === 'text') this.text.cancel();
    else if (work.value.kind === 'run') this.files.cancel();
    else this.net.cancel();
    work.calledOff();
    this.wantsTraining.drop();
  }

  /** A new net starts at step 0 with empty curves. */
  startOver(): void {
    this.banner.forgetNumbers();
    this.divergence.clear();
    this.progress.startOver();
    this.curve.clear();
    this.sample.clear();
    this.announcer.forget();
  }

  /** The engine does nothing any more. */
  end(problem: Engine['problem']): void {
    this.engine.ended(problem);
    this.sample.stopped();
    this.#halt();
  }

  #halt(): void {
    this.wantsTraining.drop();
    this.work.calledOff();
    this.progress.stopped();
    this.announcer.progressed(this.progress.value, null);
  }

  #listen(): void {
    const { client } = this;
    this.progress.subscribe(({ step }) => this.#trained.set(step > 0));
    client.on('engine.ready', ({ catalogue, engine: backend, problem, noGpu }) => {
      this.engine.ready(catalogue, { backend, problem, noGpu });
      const { settings, remarks } = settled(this.settings.value, catalogue);
      this.settings.change(settings);
      const ofTask = this.task.govern(this.openViews);
      this.notes.remark([...remarks, ...ofTask], this.kept.names);
      this.text.open({ kind: 'builtin', id: settings.text }, {}, { standsIn: true });
    });
    client.on('training.progress', ({ progress }) => {
      if (progress.step === 0 && this.curve.steps > 0) {
        this.curve.clear();
        this.sample.diary.clear();
        this.announcer.forget();
      }
      this.progress.told(progress);
      this.announcer.progressed(progress, this.curve.at('losses', this.curve.steps));
    });
    client.on('training.losses', ({ run }) => this.curve.append(run));
    client.on('validation.result', ({ result }) => {
      this.curve.validated(result);
      this.announcer.validated(result);
    });
    client.on('training.undone', ({ step, learningRate }) => {
      this.banner.forgetNumbers();
      this.curve.truncate(step);
      this.sample.diary.truncate(step);
      const rate = Number(learningRate.toPrecision(6));
      this.settings.change({ learningRate: rate });
      this.#tune('learningRate');
    });
    client.on('failure', (failure) => {
      this.banner.report(failure);
      if (failure.kind === 'worker') this.end(failure.problem);
      else this.#halt();
    });
    this.net.info.subscribe((info) => info && this.sample.tune(this.settings.value));
    document.addEventListener('visibilitychange', () => this.#tellHidden());
  }

  #tellHidden(): void {
    const { whenHidden } = this.settings.value;
    this.client.send({ type: 'page.hidden', hidden: document.hidden, whenHidden });
  }

  #tune(key: SettingKey): void {
    if (key === 'whenHidden') this.#tellHidden();
    else if (settingsTable[key].group === 'sample') this.sample.tune(this.settings.value);
    else {
      this.client.send({ type: 'training.tune', tuning: tuningOf(this.settings.value) });
    }
  }

  #tuneAll(): void {
    this.client.send({ type: 'training.tune', tuning: tuningOf(this.settings.value) });
    this.sample.tune(this.settings.value);
    this.#tellHidden();
  }

  #rebuildSoon(what: 'text' | 'net'): void {
    if (this.#waiting !== 'text') this.#waiting = what;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rebuild(), settleMs);
  }

  /** Does now what was waiting for the typing to settle. */
  #rebuild(): void {
    const what = this.#settle();
    if (what === 'text') this.text.reopen();
    // An opening text builds its net when it is there.
    else if (what === 'net' && !this.text.busy) {
      this.replaced.because({ kind: 'settings', changes: {} });
      this.net.build();
    } else if (
      ![this.text, this.net, this.files].some(({ busy }) => busy) &&
      !this.net.info.value
    ) {
      this.net.build();
    }
  }

  #settle(): 'text' | 'net' | null {
    const what = this.#waiting;
    this.#waiting = null;
    clearTimeout(this.#timer);
    return what;
  }
}
