/** Builds nets in the worker, and asks beforehand what they would cost. */
import { msg, str } from '@lit/localize';
import { settingKeys, settingsTable } from '../../config/settings.ts';
import { tunedKeys, tuningOf } from '../../config/tuning.ts';
import type { Settings } from '../../config/settings.ts';
import type { Remedy } from '../../lib/errors.ts';
import type { NetEstimate, NetInfo } from '../../protocol/net-info.ts';
import { LastingNote } from './lasting-note.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';
import { waysOut } from './ways-out.ts';
import type { Problem } from '../../lib/problems.ts';
import { sentenceOf } from '../words/problems/problems.ts';

/** What the settings in the form would cost, or why they cannot be built. */
export interface Outlook {
  estimate: NetEstimate | null;
  problem: Problem | null;
}

const estimateMs = 60;

export class NetBuilder {
  readonly #info = new Store<NetInfo | null>(null);
  /** The net that can be trained. */
  readonly info: Readable<NetInfo | null> = this.#info;
  readonly #outlook = new Store<Outlook>({ estimate: null, problem: null });
  readonly outlook: Readable<Outlook> = this.#outlook;

  #session: Session;
  #note: LastingNote;
  readonly #building = new Store<Settings | null>(null);
  #built: Settings | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(session: Session) {
    this.#session = session;
    this.#note = new LastingNote(session.notes);
    const { client } = session;
    client.on('net.progress', ({ done, total, what }) => {
      if (this.#building.value) session.work.reached({ kind: 'net', what, done, total });
    });
    client.on('net.ready', ({ info }) => this.#ready(info));
    client.on('net.refused', ({ problem, remedies }) => this.#refused(problem, remedies));
    this.info.subscribe((info) => this.#noteKernels(info));
  }

  get busy(): boolean {
    return this.#building.value !== null;
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
    const session = this.#session;
    if (!session.canBuild || !session.text.info.value) return;
    session.banner.forgetRefusal();
    const settings = session.settings.value;
    this.#building.set(settings);
    session.client.send({ type: 'net.build', settings, isConfirmed });
  }

  /** What nets run on was changed: the present one moves over. */
  move(): void {
    const { engine } = this.#session.settings.value;
    this.#session.client.send({ type: 'engine.choose', engine });
    this.estimateSoon();
  }

  cancel(): void {
    this.#building.set(null);
    this.#session.client.send({ type: 'net.cancel' });
    this.restoreSettings();
  }

  /** What is under way ends without an answer: the worker builds another net. */
  giveUp(): void {
    this.#building.set(null);
    this.#session.work.ended('net');
  }

  /** Takes over a net that was built otherwise, at its settings. */
  adopt(info: NetInfo, settings: Settings): void {
    this.#built = settings;
    this.#building.set(null);
    this.#session.startOver();
    this.#session.scores.startOver();
    // Before anything else is asked of the worker: the first loss is what the person waits for.
    if (this.#session.wantsTraining.take()) {
      this.#session.client.send({ type: 'training.start' });
    }
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
    const { estimate, problem } = await this.#session.client.ask<'net.estimate'>({
      type: 'net.estimate',
      settings: this.#session.settings.value,
    });
    // Only the answer to the latest question counts.
    if (asked === this.#asked) this.#outlook.set({ estimate, problem });
  }

  #ready(info: NetInfo): void {
    const session = this.#session;
    const now = session.settings.value;
    const built = this.#building.value ?? now;
    session.work.ended('net');
    if (tunedKeys.some((key) => built[key] !== now[key])) {
      session.client.send({ type: 'training.tune', tuning: tuningOf(now) });
    }
    this.adopt(info, built);
    if (built.engine !== now.engine) this.move();
  }

  /** Says that the net runs on other kernels than were wanted. */
  #noteKernels(info: NetInfo | null): void {
    const sentence = info?.avoided
      ? msg(
          str`The net runs on the kernels “${info.kernels}”, because a test of “${info.avoided.kernels}” gave other numbers. ${sentenceOf(info.avoided.problem, this.#session.kept.names)}`,
        )
      : null;
    this.#note.say(sentence);
  }

  #refused(problem: Problem, remedies: readonly Remedy[]): void {
    const session = this.#session;
    session.work.ended('net');
    session.wantsTraining.drop();
    // After a cancel there is nothing to complain about.
    if (!this.#building.value) return;
    const wanted = netPart(this.#building.value);
    this.#building.set(null);
    const ways = waysOut(remedies, {
      settings: (changes) => void session.changeAll({ ...wanted, ...changes }),
      allTheSame: () => this.#buildAllTheSame(wanted),
    });
    session.banner.report({ kind: 'net', problem, ways });
    this.restoreSettings();
  }

  /** The form shows the net that still runs, if there is one. */
  restoreSettings(): void {
    const built = this.#built;
    if (!built) return;
    this.#session.settings.change(netPart(built));
    this.estimateSoon();
  }

  #buildAllTheSame(wanted: Partial<Settings>): void {
    this.#session.settings.change(wanted);
    this.build(true);
  }
}

/** Those settings that a net is built from. */
function netPart(settings: Settings): Partial<Settings> {
  const keys = settingKeys.filter((key) => settingsTable[key].effect === 'net');
  return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
