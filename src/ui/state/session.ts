/**
 * Everything the page knows, in stores, and everything a person can ask for, as methods: who needs
 * what, in order. Elements read the stores and call the methods; only this folder talks to the worker.
 */
import type { ReadLink } from '../../config/link.ts';
import type { SettingKey } from '../../config/settings.ts';
import { TrainerClient } from '../../protocol/client.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { Announcer } from './announcer.ts';
import { BannerStore } from './banner.ts';
import { ChosenTask } from './chosen-task.ts';
import { Curve } from './curve.ts';
import { DeviceWatch } from './device-watch.ts';
import { DivergenceWatch } from './divergence-watch.ts';
import { EngineStore } from './engine.ts';
import { Experiments } from './experiments.ts';
import { GradientCurves } from './gradient-curves.ts';
import { KeptRunList } from './kept-run-list.ts';
import { KeptStep } from './kept-step.ts';
import { LastingNote } from './lasting-note.ts';
import { LinkFollower } from './link-follower.ts';
import { LiveSettings } from './live-settings.ts';
import { Metrics } from './metrics.ts';
import { EngineNames } from './names.ts';
import { NetBuilder } from './net-builder.ts';
import { Notes } from './notes.ts';
import { OpenText } from './open-text.ts';
import { type KnownView, OpenViews } from './open-views.ts';
import { Pins } from './pins.ts';
import { PresentRun } from './present-run.ts';
import { ProgressStore } from './progress.ts';
import { reportRefusals } from './refused-net.ts';
import { type Ask, guardReplacing } from './replace-guard.ts';
import { ReplacedRun } from './replaced-run.ts';
import { RunFiles } from './run-files.ts';
import { RunSaver } from './run-saver.ts';
import { SampleRun } from './sample-run.ts';
import { Scores } from './scores.ts';
import { Selection } from './selection.ts';
import { SettingChanges } from './setting-changes.ts';
import { SettingsStore } from './settings-store.ts';
import { settled } from './settled.ts';
import { ShownLine } from './shown-line.ts';
import { TextOpener } from './text-opener.ts';
import { TimeAhead } from './time-ahead.ts';
import { Training } from './training.ts';
import { TrainingWish } from './training-wish.ts';
import { ViewStore } from './view-store.ts';
import { WeightChoice } from './weight-choice.ts';
import { WorkStore } from './work.ts';

interface Given {
  link: ReadLink;
  /** All that may stand on the page. */
  views: readonly KnownView[];
  ask: Ask;
}

export class Session {
  readonly client = new TrainerClient();
  readonly engine = new EngineStore();
  readonly names = new EngineNames(this.engine);
  readonly progress = new ProgressStore();
  readonly banner = new BannerStore();
  readonly notes = new Notes();
  /** What was not opened of all that was brought at once; gone once something else is opened. */
  readonly leftNote = new LastingNote(this.notes);
  readonly work = new WorkStore();
  readonly wantsTraining = new TrainingWish();
  readonly curve = new Curve();
  readonly selection = new Selection();
  readonly announcer = new Announcer(() => performance.now());
  readonly divergence = new DivergenceWatch(this.client);
  readonly replaced = new ReplacedRun(this.client);
  readonly sample = new SampleRun(this.client);

  readonly ask: Ask;
  readonly settings: SettingsStore;
  readonly task: ChosenTask;
  readonly openViews: OpenViews;
  readonly training: Training;
  readonly net: NetBuilder;
  readonly metrics: Metrics;
  readonly run: PresentRun;
  readonly device: DeviceWatch;
  readonly saver: RunSaver;
  readonly text: TextOpener;
  readonly views: ViewStore;
  readonly gates: ShownLine;
  readonly gradient: GradientCurves;
  readonly weight: WeightChoice;
  readonly scores: Scores;
  readonly pins: Pins;
  readonly kept: KeptRunList;
  readonly keptStep: KeptStep;
  readonly files: RunFiles;
  readonly changes: SettingChanges;
  readonly experiments: Experiments;
  readonly time: TimeAhead;
  readonly follower: LinkFollower;

  /** Each with what it needs of those before it. */
  constructor({ link, views: known, ask }: Given) {
    const { client, engine, names, progress, banner, notes, leftNote, work, wantsTraining } = this;
    const { curve, selection, announcer, divergence, replaced, sample } = this;
    const told = { client, banner, notes };
    const open = new OpenText();

    this.ask = ask;
    const settings = (this.settings = new SettingsStore(link.settings));
    const task = (this.task = new ChosenTask(engine, settings, open));
    const openViews = (this.openViews = new OpenViews(known, selection));
    const training = (this.training = new Training({
      ...{ client, wantsTraining, banner, divergence, replaced },
    }));
    const net = (this.net = new NetBuilder({
      ...{ ...told, engine, names, settings, text: open, training, wantsTraining, work },
    }));
    const metrics = (this.metrics = new Metrics({ engine, settings, net }));
    const run = (this.run = new PresentRun({
      ...{ client, engine, net, metrics, wantsTraining, work, progress },
      ...{ curve, sample, banner, divergence, announcer },
    }));
    const device = (this.device = new DeviceWatch({ client, engine, net, run }));

    const saver = (this.saver = new RunSaver(told));
    const mayReplace = guardReplacing({ ask, engine, progress, saver });
    const text = (this.text = new TextOpener(
      {
        ...{ ...told, settings, task, open, net, progress, training },
        ...{ mayReplace, replaced, wantsTraining, work },
      },
      link.text,
    ));
    const kept = (this.kept = new KeptRunList({ ...told, names }));
    const keptStep = (this.keptStep = new KeptStep({ ...told, progress, names }));
    const files = (this.files = new RunFiles({
      ...{ ...told, leftNote, settings, text, net, curve },
      ...{ kept, keptStep, names, replaced, mayReplace, wantsTraining, work },
    }));

    const views = (this.views = new ViewStore(client, () => net.info.value !== null));
    const gates = (this.gates = new ShownLine({ views, settings, text: open, net: net.info }));
    const looked = { views, gates, net: net.info };
    const gradient = (this.gradient = new GradientCurves(looked));
    this.weight = new WeightChoice(looked);
    const scores = (this.scores = new Scores({ metrics, curve, views, gates, net, text: open }));
    views.follow(net.info, settings, open);
    const pins = (this.pins = new Pins({ client, engine, net, gates, notes }, link.pins));

    const live = new LiveSettings({ client, settings, sample, net: net.info });
    const changes = (this.changes = new SettingChanges({
      ...{ settings, task, text, net, files, live, training },
      ...{ wantsTraining, mayReplace, replaced, leftNote },
    }));
    reportRefusals({ net, changes, banner });
    this.experiments = new Experiments({
      page: {
        ...{ client, settings, changes, training, text, net, work, progress, wantsTraining },
        ...{ curve, metrics, sample, gates, gradient, scores, pins, kept, keptStep, banner },
        ...{ openViews, selection, task },
      },
      ...{ client, engine, device, settings, changes, text, net, files, kept },
      ...{ progress, work, openViews, pins, mayReplace },
    });
    this.time = new TimeAhead({
      ...{ client, device, net, text, files, work, progress, wantsTraining },
    });
    this.follower = new LinkFollower({
      ...{ engine, settings, changes, text, net, openViews, pins, mayReplace, notes, names },
    });
    notes.remark([...link.remarks, ...openViews.adopt(link.views)], names);
    this.#begin();
  }

  start(): void {
    this.client.start(this.settings.value.engine);
  }

  /** Whether the buttons that need a living engine can do anything. */
  get canTrain(): boolean {
    return this.device.canTrain;
  }

  change(key: SettingKey, value: string | number): Promise<void> {
    return this.changes.change(key, value);
  }

  openText(source: TextSource): void {
    this.changes.openText(source);
  }

  train(): void {
    this.changes.train();
  }

  cancelWork(): void {
    const { work, text, files, net } = this;
    if (!work.value) return;
    if (work.value.kind === 'text') text.cancel();
    else if (work.value.kind === 'run') files.cancel();
    else net.cancel();
    work.calledOff();
    this.wantsTraining.drop();
  }

  /** Once the worker has said what there is: the link's settings as far as there is such, and its text. */
  #begin(): void {
    const { client, engine, settings, names, notes, task, openViews, text } = this;
    client.on('engine.ready', ({ catalogue, engine: backend, problem, noGpu }) => {
      engine.ready(catalogue, { backend, problem, noGpu });
      const { settings: begun, remarks } = settled(settings.value, catalogue);
      notes.remark(remarks, names);
      settings.change(begun);
      notes.remark(task.govern(openViews), names);
      text.open({ kind: 'builtin', id: begun.text }, {}, { standsIn: true });
    });
  }
}
