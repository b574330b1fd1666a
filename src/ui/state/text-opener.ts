/**
 * Opens texts in the worker, remembers which is open, and recognises the one a link asked for. A
 * text is read and checked first; only then the page asks whether weights may be lost for it.
 */
import { msg, str } from '@lit/localize';
import { dataKeys, type DataSettings } from '../../config/data-settings.ts';
import type { LinkText } from '../../config/link.ts';
import type { Settings } from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { TextInfo, TextSource } from '../../protocol/text-info.ts';
import type { TrainingProgress } from '../../protocol/training.ts';
import type { Replacement } from '../words/replacing.ts';
import { countedUnits } from '../words/units.ts';
import type { BannerStore } from './banner.ts';
import type { ChosenTask } from './chosen-task.ts';
import { LastingNote } from './lasting-note.ts';
import type { NetBuilder } from './net-builder.ts';
import type { Notes } from './notes.ts';
import type { OpenText } from './open-text.ts';
import type { MayReplace } from './replace-guard.ts';
import type { ReplacedRun } from './replaced-run.ts';
import type { SettingsStore } from './settings-store.ts';
import { type Readable, Store } from './store.ts';
import type { Training } from './training.ts';
import type { TrainingWish } from './training-wish.ts';
import { waysOut } from './ways-out.ts';
import type { WorkStore } from './work.ts';

interface Opening {
  id: number;
  source: TextSource;
  /** Settings that change with the text, once it is taken. */
  changes: Partial<Settings>;
  /** The person has agreed to lose the weights. */
  isAgreed: boolean;
  /** It stands in for a text that a link was made with. */
  standsIn: boolean;
  /** Told once whether the text was taken. */
  ended?: (isOpen: boolean) => void;
}

/** How a text is read, whichever it is, and whatever is learned from it. */
const textKeys = dataKeys.filter((key) => key !== 'task');

interface Needs {
  client: TrainerClient;
  settings: SettingsStore;
  task: Pick<ChosenTask, 'unit'>;
  /** Which one is open: nobody else opens one. */
  open: OpenText;
  net: Pick<NetBuilder, 'build' | 'callOff' | 'estimateSoon' | 'restoreSettings'>;
  progress: Readable<TrainingProgress>;
  training: Pick<Training, 'pause'>;
  mayReplace: MayReplace;
  replaced: Pick<ReplacedRun, 'because'>;
  wantsTraining: TrainingWish;
  work: WorkStore;
  banner: BannerStore;
  notes: Notes;
}

export class TextOpener {
  /** The open text. */
  readonly info: Readable<TextInfo | null>;
  readonly #wanted = new Store<LinkText | null>(null);
  /** The brought text that a link was made with, until it is brought again. */
  readonly wanted: Readable<LinkText | null> = this.#wanted;

  readonly #needs: Needs;
  #source: TextSource | null = null;
  readonly #opening = new Store<Opening | null>(null);
  /** What the open text was read with. */
  #read: Settings | null = null;
  #lastId = 0;
  /** That the open text is another than a link was made with. */
  #mismatch: LastingNote;

  constructor(needs: Needs, wanted: LinkText | null) {
    this.#needs = needs;
    const { client, notes, open, work } = needs;
    this.info = open;
    this.#wanted.set(wanted);
    this.#mismatch = new LastingNote(notes);
    client.on('text.progress', ({ done, total, what }) => {
      if (this.#opening.value) work.reached({ kind: 'text', what, done, total });
    });
    client.on('text.ready', ({ id, info }) => void this.#ready(id, info));
    client.on('text.refused', (refused) => this.#refused(refused));
  }

  /** A text is being read. */
  get busy(): boolean {
    return this.#opening.value !== null;
  }

  /** The open text is of files of the person's own, which can be read again in another encoding. */
  get hasOwnBytes(): boolean {
    const source = this.#source;
    return source?.kind === 'files' || (source?.kind === 'file' && source.kept !== true);
  }

  /** The text that is open or being opened was brought by the person. */
  get isOwn(): boolean {
    const source = this.#opening.value?.source ?? this.#source;
    return source !== null && source.kind !== 'builtin';
  }

  /** What to write into a link for the open text; nothing for a built-in one. */
  get forLink(): LinkText | null {
    const info = this.info.value;
    // What is built in only stands in for the text that a link was made with.
    if (!info || info.source === 'builtin') return this.wanted.value;
    const { source, name, tokens: characters, hash } = info;
    return { source, name, characters, hash };
  }

  /** Whether it is the open text that a link was made with. */
  fits({ characters, hash }: LinkText): boolean {
    const info = this.info.value;
    if (!info || this.busy || hash === '') return false;
    return info.tokens === characters && info.hash.startsWith(hash);
  }

  /** Whether this built-in text is open, or will be. */
  isOpen(id: string): boolean {
    const source = this.#opening.value?.source ?? this.#source;
    return source?.kind === 'builtin' && source.id === id;
  }

  /** Whether the open text is read as these settings want it. */
  isReadFor(settings: Settings): boolean {
    const read = this.#read;
    return read !== null && dataKeys.every((key) => read[key] === settings[key]);
  }

  want(text: LinkText | null): void {
    this.#wanted.set(text);
  }

  /** Another text. Its encoding and column are found anew, unless a link was made with this one. */
  bring(source: TextSource): void {
    this.open(source, this.wanted.value ? {} : { encoding: 'auto', column: '', inputColumns: '' });
  }

  open(
    source: TextSource,
    changes: Partial<Settings> = {},
    { isAgreed = false, standsIn = false } = {},
  ): void {
    const { client, banner } = this.#needs;
    banner.forgetRefusal();
    this.#giveUp();
    this.#opening.set({ id: ++this.#lastId, source, changes, isAgreed, standsIn });
    const settings = this.#needs.settings.after(changes);
    client.send({ type: 'text.read', id: this.#lastId, source, settings });
  }

  /** The same text again with the settings of the form; the person has agreed to lose the weights. */
  reopen(): void {
    const source = this.#opening.value?.source ?? this.#source;
    // What the open text stands in for is still wanted.
    const standsIn = this.#opening.value?.standsIn ?? true;
    if (source) this.open(source, this.#opening.value?.changes, { isAgreed: true, standsIn });
  }

  /** The open text with other settings. @returns whether it is open so */
  readAgain(changes: Partial<Settings>): Promise<boolean> {
    const source = this.#source;
    if (!source) return Promise.resolve(false);
    this.open(source, changes, { standsIn: true });
    const opening = this.#opening.value!;
    return new Promise((resolve) => (opening.ended = resolve));
  }

  /** Once nothing is being opened any more: what was, is open, refused or given up. */
  async settled(): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = this.#opening.subscribe((opening) => {
        if (opening) return;
        end();
        resolve();
      });
    });
  }

  cancel(): void {
    this.#giveUp();
    this.#needs.client.send({ type: 'text.cancel' });
    this.#restoreSettings();
  }

  /** Takes over the text of a loaded run. @returns the line to show the gates of */
  adopt(info: TextInfo, source: TextSource | null, settings: Settings): { line: string } {
    const line = this.#lineFor(info);
    if (this.busy) this.#needs.net.callOff();
    this.#giveUp();
    this.#source = source ?? this.#source;
    this.#read = settings;
    this.#wanted.set(null);
    this.#mismatch.say(null);
    this.#needs.open.opened(info);
    return { line };
  }

  /** A line taken from the last text means nothing in this one. */
  #lineFor({ hash }: TextInfo): string {
    const before = this.info.value;
    const { line } = this.#needs.settings.value;
    return before && before.hash !== hash && before.lines.includes(line) ? '' : line;
  }

  async #ready(id: number, info: TextInfo): Promise<void> {
    const { client, work, mayReplace, wantsTraining, progress, training, replaced } = this.#needs;
    const opening = this.#opening.value;
    if (opening?.id !== id) return;
    work.ended('text');
    const by: Replacement = { kind: 'text', title: info.title };
    const mayOpen = opening.isAgreed || (await mayReplace(by));
    if (this.#opening.value !== opening) return;
    if (!mayOpen) {
      wantsTraining.drop();
      this.cancel();
      return;
    }
    this.#opening.set(null);
    if (progress.value.state === 'running') training.pause();
    const isOther = this.info.value?.hash !== info.hash;
    replaced.because(isOther ? by : { kind: 'settings', changes: {} });
    client.send({ type: 'text.take', id });
    this.#take(opening, info);
    opening.ended?.(true);
  }

  #giveUp(): void {
    const opening = this.#opening.value;
    this.#opening.set(null);
    opening?.ended?.(false);
  }

  #take({ source, changes, standsIn }: Opening, info: TextInfo): void {
    const { open, net } = this.#needs;
    const settings = { ...this.#needs.settings.value, ...changes };
    this.#source = source;
    this.#read = this.#needs.settings.after(changes);
    if (info.source === 'builtin') settings.text = info.name;
    settings.line = this.#lineFor(info);
    if (!standsIn) this.#recognise(info);
    open.opened(info);
    this.#needs.settings.change(settings);
    net.estimateSoon();
    net.build();
  }

  #recognise(info: TextInfo): void {
    const { wanted } = this;
    this.#mismatch.say(null);
    if (!wanted.value) return;
    const { name, hash, characters } = wanted.value;
    const same = info.tokens === characters && info.hash.startsWith(hash);
    if (info.source !== 'builtin' && !same) {
      const title = inlineText(name, 80);
      const length = countedUnits(this.#needs.task.unit, characters);
      this.#mismatch.say(msg(str`This is not the link’s text, which is ${title} (${length}).`));
    }
    this.#wanted.set(null);
  }

  #refused({ id, problem, remedies }: Extract<WorkerMessage, { type: 'text.refused' }>): void {
    const { work, wantsTraining, banner } = this.#needs;
    const opening = this.#opening.value;
    if (opening?.id !== id) return;
    work.ended('text');
    this.#giveUp();
    wantsTraining.drop();
    const { source, changes } = opening;
    const ways = waysOut(remedies, {
      settings: (more) => this.open(source, { ...changes, ...more }),
      firstPart: source.kind === 'builtin' ? undefined : () => this.#openStart(source, changes),
      readAnyway:
        source.kind === 'file'
          ? () => this.open({ ...source, readAnyway: true }, changes)
          : undefined,
    });
    banner.report({ kind: 'text', problem, ways });
    this.#restoreSettings();
  }

  #openStart(source: Exclude<TextSource, { kind: 'builtin' }>, changes: Partial<Settings>): void {
    this.open({ ...source, firstPart: true }, changes);
  }

  /** The form shows the text that is still open, and its net. */
  #restoreSettings(): void {
    const { settings, net } = this.#needs;
    const source = this.#source;
    settings.change({
      ...(source?.kind === 'builtin' ? { text: source.id } : {}),
      ...(this.#read && pickTextSettings(this.#read)),
    });
    net.restoreSettings();
  }
}

function pickTextSettings(settings: DataSettings): Partial<Settings> {
  return Object.fromEntries(textKeys.map((key) => [key, settings[key]]));
}
