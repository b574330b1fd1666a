/**
 * Settings that change, and what that needs: a text read again or a net built anew, once typing has
 * settled and the person has agreed to lose the weights.
 */
import { type SettingKey, type Settings, settingsTable } from '../../config/settings.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import type { Replacement } from '../words/replacing.ts';
import type { ChosenTask } from './chosen-task.ts';
import type { LastingNote } from './lasting-note.ts';
import type { LiveSettings } from './live-settings.ts';
import type { NetBuilder } from './net-builder.ts';
import type { MayReplace } from './replace-guard.ts';
import type { ReplacedRun } from './replaced-run.ts';
import type { SettingsStore } from './settings-store.ts';
import type { TextOpener } from './text-opener.ts';
import type { Training } from './training.ts';
import type { TrainingWish } from './training-wish.ts';

/** Typing settles before anything is rebuilt. */
const settleMs = 300;

interface Needs {
  settings: SettingsStore;
  task: Pick<ChosenTask, 'textsOf'>;
  text: Pick<TextOpener, 'busy' | 'want' | 'open' | 'bring' | 'reopen'>;
  net: Pick<NetBuilder, 'busy' | 'info' | 'build' | 'move' | 'estimateSoon'>;
  files: { busy: boolean };
  live: LiveSettings;
  training: Pick<Training, 'start'>;
  wantsTraining: TrainingWish;
  mayReplace: MayReplace;
  replaced: Pick<ReplacedRun, 'because'>;
  /** What is said of files that were brought and not opened. */
  leftNote: LastingNote;
}

export class SettingChanges {
  readonly #needs: Needs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: 'text' | 'net' | null = null;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Takes a value from a control, or puts the old one back if the person wants the weights. */
  async change(key: SettingKey, value: string | number): Promise<void> {
    const { settings, net, live, mayReplace } = this.#needs;
    if (key === 'text') return this.openText({ kind: 'builtin', id: String(value) });
    if (settings.value[key] === value) return;
    if (key === 'task') return this.#openTask(String(value));
    const { effect } = settingsTable[key];
    const costsWeights = effect === 'net' || effect === 'text';
    const by: Replacement = { kind: 'settings', changes: { [key]: value } };
    if (costsWeights && !(await mayReplace(by))) {
      settings.showAgain();
      return;
    }
    settings.change({ [key]: value });
    if (effect === 'live') live.tell(key);
    if (effect === 'engine') net.move();
    if (effect === 'net') net.estimateSoon();
    if (costsWeights) this.#rebuildSoon(effect);
  }

  /** Several at once, now. */
  async changeAll(changes: Partial<Settings>): Promise<void> {
    const { settings, mayReplace } = this.#needs;
    if (!(await mayReplace({ kind: 'settings', changes }))) return;
    const keys = Object.keys(changes) as SettingKey[];
    const needsText = keys.some((key) => settingsTable[key].effect === 'text');
    this.take({ ...settings.value, ...changes }, needsText ? 'text' : 'net');
  }

  /** Takes over what the person agreed to, and does now what it needs. */
  take(next: Settings, needed: 'text' | 'net' | null): void {
    const { settings, net, live } = this.#needs;
    const moves = next.engine !== settings.value.engine;
    settings.change(next);
    net.estimateSoon();
    if (moves && !needed) net.move();
    if (needed && this.#waiting !== 'text') this.#waiting = needed;
    if (needed) this.#rebuild();
    live.tellAll();
  }

  openText(source: TextSource): void {
    this.#settle();
    this.#needs.leftNote.say(null);
    this.#needs.text.bring(source);
  }

  /**
   * Trains, as soon as everything that was chosen is there.
   * @param until the step after which it pauses by itself; undefined: when it is told
   */
  train(until?: number): void {
    const { text, net, files, training, wantsTraining } = this.#needs;
    if (this.#waiting || text.busy || net.busy || files.busy || !net.info.value) {
      wantsTraining.make(until);
      this.#rebuild();
    } else {
      training.start(until);
    }
  }

  /** Another task begins with what is built in for it. */
  #openTask(task: string): void {
    const { text, leftNote } = this.#needs;
    const [first] = this.#needs.task.textsOf(task);
    this.#settle();
    leftNote.say(null);
    text.want(null);
    text.open({ kind: 'builtin', id: first.id }, { task });
  }

  #rebuildSoon(what: 'text' | 'net'): void {
    if (this.#waiting !== 'text') this.#waiting = what;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rebuild(), settleMs);
  }

  /** Does now what was waiting for the typing to settle. */
  #rebuild(): void {
    const { text, net, files, replaced } = this.#needs;
    const what = this.#settle();
    if (what === 'text') text.reopen();
    // An opening text builds its net when it is there.
    else if (what === 'net' && !text.busy) {
      replaced.because({ kind: 'settings', changes: {} });
      net.build();
    } else if (![text, net, files].some(({ busy }) => busy) && !net.info.value) {
      net.build();
    }
  }

  #settle(): 'text' | 'net' | null {
    const what = this.#waiting;
    this.#waiting = null;
    clearTimeout(this.#timer);
    return what;
  }
}
