/**
 * The experiment that is set up on the page, if one is, and the way back to what was there before
 * the first of them: settings, open views, pins, and the run, which is never lost for it.
 */
import type { Pin } from '../../protocol/pin.ts';
import type { Settings } from '../../config/settings.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import type { TrainingProgress } from '../../protocol/training.ts';
import type { Experiment, Recipe } from '../experiments/experiment.ts';
import type { ExperimentPage } from '../experiments/experiment-page.ts';
import { recipes } from '../experiments/index.ts';
import type { Finding, Lab } from '../experiments/lab.ts';
import type { DeviceWatch } from './device-watch.ts';
import type { Engine } from './engine.ts';
import type { KeptRunList } from './kept-run-list.ts';
import type { NetBuilder } from './net-builder.ts';
import type { OpenViews } from './open-views.ts';
import type { Pins } from './pins.ts';
import type { MayReplace } from './replace-guard.ts';
import type { RunFiles } from './run-files.ts';
import type { SettingChanges } from './setting-changes.ts';
import type { SettingsStore } from './settings-store.ts';
import { type Readable, Store } from './store.ts';
import type { TextOpener } from './text-opener.ts';
import type { WorkStore } from './work.ts';

export interface Underway {
  experiment: Experiment;
  recipe: Recipe;
  /** What it is at, until it is set up. */
  doing: string | null;
  findings: readonly Finding[];
}

interface Before {
  settings: Settings;
  views: readonly string[] | null;
  pins: readonly Pin[];
  step: number;
  /** Nets that have taken the place of the one that was there. */
  replaced: number;
  /** As which the run is kept at that step, once it is known. */
  kept: string | null;
  /** Runs whose curves were drawn. */
  compared: readonly string[];
}

interface Needs {
  /** What the experiments themselves look at and act on. */
  page: ExperimentPage;
  client: TrainerClient;
  engine: Readable<Engine>;
  device: Pick<DeviceWatch, 'canTrain'>;
  settings: SettingsStore;
  changes: Pick<SettingChanges, 'take'>;
  text: Pick<TextOpener, 'busy' | 'cancel' | 'isReadFor'>;
  net: Pick<NetBuilder, 'info' | 'busy' | 'cancel'>;
  files: Pick<RunFiles, 'busy' | 'returnTo'>;
  kept: Pick<KeptRunList, 'list' | 'compared' | 'compare'>;
  progress: Readable<TrainingProgress>;
  work: WorkStore;
  openViews: OpenViews;
  pins: Pins;
  mayReplace: MayReplace;
}

export class Experiments {
  readonly #now = new Store<Underway | null>(null);
  readonly now: Readable<Underway | null> = this.#now;

  readonly #needs: Needs;
  #lab: Lab | null = null;
  /** What they are done with, loaded with the first one. */
  #kit: Awaited<ReturnType<typeof recipes.get>> | null = null;
  #before: Before | null = null;
  /** The net that is being built takes the place of one that counts. */
  #replaces = false;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { client, engine, net, kept } = needs;
    // it may have been kept just before, and be listed only now
    kept.list.subscribe((list) => {
      const before = this.#before;
      const here = list?.runs.find(({ use }) => use === 'here');
      if (before?.kept === null && before.replaced === 0 && here?.step === before.step) {
        before.kept = here.id;
      }
    });
    client.on('run.kept', ({ run, step }) => {
      const before = this.#before;
      if (before && before.kept === null && before.step === step) before.kept = run;
    });
    // a net that nobody here has built ends the experiment
    net.info.subscribe(() => {
      if (!this.#lab?.builds) this.stay();
    });
    client.on('net.ready', () => {
      if (this.#before && this.#replaces) this.#before.replaced++;
      this.#replaces = false;
    });
    engine.subscribe(({ phase }) => phase === 'ended' && this.stay());
  }

  /** Whether one can be set up now. */
  get isReady(): boolean {
    const { device, net, text, files } = this.#needs;
    return device.canTrain && net.info.value !== null && !net.busy && !text.busy && !files.busy;
  }

  /** Where its recipe does not come, nothing is begun: whoever offers it says so. */
  async begin(experiment: Experiment): Promise<void> {
    if (!this.isReady) return;
    const loaded = await recipes.get().catch(() => null);
    if (!loaded || !this.isReady) return;
    this.#kit = loaded;
    const recipe = loaded.recipes[experiment.id];
    this.#lab?.end();
    const lab = new loaded.Lab({
      page: this.#needs.page,
      mayReplace: (changes) => this.#mayReplace(changes),
      say: (doing) => this.#tell(experiment, { doing }),
      find: (finding) => {
        const { findings = [] } = this.now.value ?? {};
        this.#tell(experiment, { findings: [...findings, finding] });
      },
    });
    this.#lab = lab;
    try {
      await lab.rest();
      this.#before ??= this.#present;
      this.#now.set({ experiment, recipe, doing: '', findings: [] });
      this.#needs.pins.freeAll();
      await recipe.setUp(lab);
      this.#tell(experiment, { doing: null });
    } catch (error) {
      // cancelled, or refused: nothing of it stays
      if (this.#lab === lab) await this.back();
      if (!(error instanceof loaded.ExperimentOver)) throw error;
    }
  }

  /** Everything as it was before. */
  async back(): Promise<void> {
    const { page, settings, changes, text, net, files, work, openViews, pins, kept } = this.#needs;
    const before = this.#before;
    if (!before || !this.#kit) return;
    const lab = new this.#kit.Lab({
      page,
      mayReplace: () => Promise.resolve(true),
      say: none,
      find: none,
    });
    this.stay();
    // its net is not wanted any more, and has taken nobody's place
    if (text.busy) {
      text.cancel();
      work.ended('text');
    }
    if (net.busy) {
      net.cancel();
      work.ended('net');
    }
    await lab.rest();
    const isReplaced = before.replaced > 0;
    settings.adopt(before.settings);
    openViews.adopt(before.views);
    pins.adopt(before.pins, isReplaced);
    for (const { id } of kept.compared.value) {
      if (!before.compared.includes(id)) kept.compare(id, false);
    }
    const isRead = text.isReadFor(before.settings);
    if (!isReplaced && (isRead || (before.step > 0 && before.kept === null))) {
      changes.take(before.settings, null);
    } else if (before.step > 0 && before.replaced === 1) {
      files.returnTo('replaced', before.step);
    } else if (before.step > 0 && before.kept !== null) {
      files.returnTo({ kept: before.kept }, before.step);
    } else changes.take(before.settings, isRead ? 'net' : 'text');
  }

  /** The page stays as the experiment has it. */
  stay(): void {
    this.#lab?.end();
    this.#lab = null;
    this.#before = null;
    this.#now.set(null);
  }

  get #present(): Before {
    const { settings, openViews, pins, progress, kept } = this.#needs;
    const { step } = progress.value;
    const here = kept.list.value?.runs.find(({ use }) => use === 'here');
    return {
      settings: settings.value,
      views: openViews.forLink,
      pins: pins.list.value,
      step,
      replaced: 0,
      kept: here?.step === step ? here.id : null,
      compared: kept.compared.value.map(({ id }) => id),
    };
  }

  /** The run of before is held when it is replaced; a second one takes that place, and the shelf has it. */
  async #mayReplace(changes: Partial<Settings>): Promise<boolean> {
    const before = this.#before;
    const { progress, mayReplace } = this.#needs;
    if (!before) return false;
    const isTrained = progress.value.step > 0;
    const wouldBeLost = before.step > 0 && before.replaced > 0 && before.kept === null;
    if (isTrained && wouldBeLost && !(await mayReplace({ kind: 'settings', changes }))) {
      return false;
    }
    this.#replaces = isTrained || before.replaced === 0;
    return true;
  }

  #tell(experiment: Experiment, change: Partial<Underway>): void {
    const { value } = this.now;
    if (value?.experiment === experiment) this.#now.set({ ...value, ...change });
  }
}

const none = () => undefined;
