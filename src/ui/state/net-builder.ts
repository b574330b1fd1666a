/** Builds nets in the worker, and asks beforehand what they would cost. */
import { msg, str } from '@lit/localize';
import { settingKeys, settingsTable } from '../../config/settings.ts';
import { tunedKeys, tuningOf } from '../../config/tuning.ts';
import type { Settings } from '../../config/settings.ts';
import type { Remedy } from '../../lib/errors.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import type { NetEstimate, NetInfo } from '../../protocol/net-info.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { BannerStore } from './banner.ts';
import type { EngineStore } from './engine.ts';
import { LastingNote } from './lasting-note.ts';
import type { Notes } from './notes.ts';
import type { SettingsStore } from './settings-store.ts';
import { type Readable, Store } from './store.ts';
import type { Training } from './training.ts';
import type { TrainingWish } from './training-wish.ts';
import type { WorkStore } from './work.ts';
import type { Problem } from '../../lib/problems.ts';
import { sentenceOf } from '../words/problems/problems.ts';
import type { Names } from '../words/problems/said.ts';

/** What the settings in the form would cost, or why they cannot be built. */
export interface Outlook {
  estimate: NetEstimate | null;
  problem: Problem | null;
}

/** Why a net was not built. */
export interface Refusal {
  problem: Problem;
  remedies: readonly Remedy[];
  /** What it would have been built from. */
  wanted: Partial<Settings>;
}

const estimateMs = 60;

interface Needs {
  client: TrainerClient;
  engine: Pick<EngineStore, 'canBuild'>;
  settings: SettingsStore;
  text: Readable<TextInfo | null>;
  training: Pick<Training, 'start'>;
  wantsTraining: TrainingWish;
  work: WorkStore;
  banner: BannerStore;
  notes: Notes;
  names: Names;
}

export class NetBuilder {
  readonly #info = new Store<NetInfo | null>(null);
  /** The net that can be trained. */
  readonly info: Readable<NetInfo | null> = this.#info;
  readonly #outlook = new Store<Outlook>({ estimate: null, problem: null });
  readonly outlook: Readable<Outlook> = this.#outlook;

  readonly #runs = new Store(0);
  /**
   * Counts the nets that took the place of another, before `info` tells of it; one that only stands on
   * another engine is none.
   */
  readonly runs: Readable<number> = this.#runs;
  readonly #refusal = new Store<Refusal | null>(null);
  /** The latest one; a new object each time. */
  readonly refusal: Readable<Refusal | null> = this.#refusal;

  readonly #calledOff = new Store(0);
  /** Counts the nets that were wanted and did not come: refused, cancelled, or given up for another. */
  readonly calledOff: Readable<number> = this.#calledOff;

  readonly #needs: Needs;
  #note: LastingNote;
  readonly #building = new Store<Settings | null>(null);
  #built: Settings | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #wished = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { client, notes, work } = needs;
    this.#note = new LastingNote(notes);
    client.on('net.progress', ({ done, total, what }) => {
      if (this.#building.value) work.reached({ kind: 'net', what, done, total });
    });
    client.on('net.ready', ({ info }) => this.#ready(info));
    client.on('net.refused', ({ problem, remedies }) => this.#refused(problem, remedies));
    this.info.subscribe((info) => this.#noteKernels(info));
  }

  get busy(): boolean {
    return this.#building.value !== null;
  }

  /** Counts the nets that were asked for. */
  get wished(): number {
    return this.#wished;
  }

  /** The settings of the net that is there. */
  get built(): Settings | null {
    return this.#built;
  }

  estimateSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#estimate(), estimateMs);
  }

  /** @param isConfirmed also if it takes more memory than a page should */
  build(isConfirmed = false): void {
    const { client, engine, text, banner, settings } = this.#needs;
    if (!engine.canBuild || !text.value) return;
    banner.forgetRefusal();
    this.#building.set(settings.value);
    this.#wished++;
    client.send({ type: 'net.build', settings: settings.value, isConfirmed });
  }

  /** What nets run on was changed: the present one moves over. */
  move(): void {
    const { engine } = this.#needs.settings.value;
    this.#needs.client.send({ type: 'engine.choose', engine });
    this.estimateSoon();
  }

  cancel(): void {
    this.#building.set(null);
    this.#needs.client.send({ type: 'net.cancel' });
    this.restoreSettings();
  }

  /** What is under way ends without an answer: the worker builds another net. */
  giveUp(): void {
    if (this.busy) this.callOff();
    this.#building.set(null);
    this.#needs.work.ended('net');
  }

  /** Takes over a net that was built otherwise, at its settings. */
  adopt(info: NetInfo, settings: Settings): void {
    this.#built = settings;
    this.#building.set(null);
    this.#runs.set(this.#runs.peek() + 1);
    // Before anything else is asked of the worker: the first loss is what the person waits for.
    const wish = this.#needs.wantsTraining.take();
    if (wish) this.#needs.training.start(wish.until);
    this.#info.set(info);
    this.estimateSoon();
  }

  /** It stands again on what nets run on now, as far as it was trained. */
  recovered(info: NetInfo): void {
    this.#info.set(info);
  }

  /** Builds what could not be built before. */
  catchUp(): void {
    this.estimateSoon();
    if (!this.info.value && !this.busy) this.build();
  }

  async #estimate(): Promise<void> {
    const asked = ++this.#asked;
    const { estimate, problem } = await this.#needs.client.ask<'net.estimate'>({
      type: 'net.estimate',
      settings: this.#needs.settings.value,
    });
    // Only the answer to the latest question counts.
    if (asked === this.#asked) this.#outlook.set({ estimate, problem });
  }

  #ready(info: NetInfo): void {
    const { client, settings, work } = this.#needs;
    const now = settings.value;
    const built = this.#building.value ?? now;
    work.ended('net');
    if (tunedKeys.some((key) => built[key] !== now[key])) {
      client.send({ type: 'training.tune', tuning: tuningOf(now) });
    }
    this.adopt(info, built);
    if (built.engine !== now.engine) this.move();
  }

  /** Says that the net runs on other kernels than were wanted. */
  #noteKernels(info: NetInfo | null): void {
    const sentence = info?.avoided
      ? msg(
          str`The net uses the kernels “${info.kernels}”, because a test of “${info.avoided.kernels}” gave wrong numbers. ${sentenceOf(info.avoided.problem, this.#needs.names)}`,
        )
      : null;
    this.#note.say(sentence);
  }

  #refused(problem: Problem, remedies: readonly Remedy[]): void {
    this.#needs.work.ended('net');
    this.#needs.wantsTraining.drop();
    // After a cancel there is nothing to complain about.
    if (!this.#building.value) return;
    const wanted = netPart(this.#building.value);
    this.#building.set(null);
    this.#refusal.set({ problem, remedies, wanted });
    this.restoreSettings();
  }

  /** The form shows the net that still runs, if there is one. */
  restoreSettings(): void {
    this.callOff();
    const built = this.#built;
    if (!built) return;
    this.#needs.settings.change(netPart(built));
    this.estimateSoon();
  }

  /** The net that was wanted does not come. */
  callOff(): void {
    this.#calledOff.set(this.#calledOff.peek() + 1);
  }

  /** What was refused because it takes more memory than a page should. */
  buildAnyway(wanted: Partial<Settings>): void {
    this.#needs.settings.change(wanted);
    this.build(true);
  }
}

/** Those settings that a net is built from. */
function netPart(settings: Settings): Partial<Settings> {
  const keys = settingKeys.filter((key) => settingsTable[key].effect === 'net');
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
