/**
 * Opens texts in the worker, remembers which is open, and recognises the one a link asked for. A
 * text is read and checked first; only then the page asks whether weights may be lost for it.
 */
import { msg, str } from '@lit/localize';
import type { LinkText } from '../../config/link.ts';
import { settingKeys, settingsTable } from '../../config/settings.ts';
import type { Settings } from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { TextInfo, TextSource } from '../../protocol/text-info.ts';
import type { Replacement } from '../words/replacing.ts';
import { grouped } from '../format.ts';
import { LastingNote } from './lasting-note.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';
import { waysOut } from './ways-out.ts';

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

const textKeys = ['heldOut', 'encoding', 'symbols', 'column', 'labels', 'lookAhead'] as const;
type TextSettings = Pick<Settings, (typeof textKeys)[number]>;

/** How a text is read, whichever it is. */
const readingKeys = settingKeys.filter(
  (key) => settingsTable[key].effect === 'text' && key !== 'text',
);

export class TextOpener {
  readonly #info = new Store<TextInfo | null>(null);
  /** The open text. */
  readonly info: Readable<TextInfo | null> = this.#info;
  readonly #wanted = new Store<LinkText | null>(null);
  /** The brought text that a link was made with, until it is brought again. */
  readonly wanted: Readable<LinkText | null> = this.#wanted;

  #session: Session;
  #source: TextSource | null = null;
  readonly #opening = new Store<Opening | null>(null);
  /** What the open text was read with. */
  #read: Settings | null = null;
  #lastId = 0;
  /** That the open text is another than a link was made with. */
  #mismatch: LastingNote;

  constructor(session: Session, wanted: LinkText | null) {
    this.#session = session;
    this.#wanted.set(wanted);
    this.#mismatch = new LastingNote(session.notes);
    const { client } = session;
    client.on('text.progress', ({ done, total, what }) => {
      if (this.#opening.value) session.work.reached({ kind: 'text', what, done, total });
    });
    client.on('text.ready', ({ id, info }) => void this.#ready(id, info));
    client.on('text.refused', (refused) => this.#refused(refused));
  }

  /** A text is being read. */
  get busy(): boolean {
    return this.#opening.value !== null;
  }

  /** The open text is a file of the person's own, which can be read again in another encoding. */
  get hasOwnBytes(): boolean {
    return this.#source?.kind === 'file' && this.#source.kept !== true;
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
    const { source, name, characters, hash } = info;
    return { source, name, characters, hash };
  }

  /** Whether it is the open text that a link was made with. */
  fits({ characters, hash }: LinkText): boolean {
    const info = this.info.value;
    if (!info || this.busy || hash === '') return false;
    return info.characters === characters && info.hash.startsWith(hash);
  }

  /** Whether this built-in text is open, or will be. */
  isOpen(id: string): boolean {
    const source = this.#opening.value?.source ?? this.#source;
    return source?.kind === 'builtin' && source.id === id;
  }

  /** Whether the open text is read as these settings want it. */
  isReadFor(settings: Settings): boolean {
    const read = this.#read;
    return read !== null && readingKeys.every((key) => read[key] === settings[key]);
  }

  want(text: LinkText | null): void {
    this.#wanted.set(text);
  }

  /** Another text. Its encoding and column are found anew, unless a link was made with this one. */
  bring(source: TextSource): void {
    this.open(source, this.wanted.value ? {} : { encoding: 'auto', column: '' });
  }

  open(
    source: TextSource,
    changes: Partial<Settings> = {},
    { isAgreed = false, standsIn = false } = {},
  ): void {
    const session = this.#session;
    session.banner.forgetRefusal();
    this.#giveUp();
    this.#opening.set({ id: ++this.#lastId, source, changes, isAgreed, standsIn });
    const settings = { ...session.settings.value, ...changes };
    session.client.send({ type: 'text.read', id: this.#lastId, source, settings });
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

  cancel(): void {
    this.#giveUp();
    this.#session.client.send({ type: 'text.cancel' });
    this.#restoreSettings();
  }

  /** Takes over the text of a loaded run. @returns the line to show the gates of */
  adopt(info: TextInfo, source: TextSource | null, settings: Settings): { line: string } {
    const line = this.#lineFor(info);
    this.#giveUp();
    this.#source = source ?? this.#source;
    this.#read = settings;
    this.#wanted.set(null);
    this.#mismatch.say(null);
    this.#info.set(info);
    return { line };
  }

  /** A line taken from the last text means nothing in this one. */
  #lineFor({ hash }: TextInfo): string {
    const before = this.info.value;
    const { line } = this.#session.settings.value;
    return before && before.hash !== hash && before.lines.includes(line) ? '' : line;
  }

  async #ready(id: number, info: TextInfo): Promise<void> {
    const session = this.#session;
    const opening = this.#opening.value;
    if (opening?.id !== id) return;
    session.work.ended('text');
    const by: Replacement = { kind: 'text', title: info.title };
    const mayOpen = opening.isAgreed || (await session.mayReplaceNet(by));
    if (this.#opening.value !== opening) return;
    if (!mayOpen) {
      session.wantsTraining.drop();
      this.cancel();
      return;
    }
    this.#opening.set(null);
    if (session.progress.value.state === 'running') session.pause();
    const isOther = this.info.value?.hash !== info.hash;
    session.replaced.because(isOther ? by : { kind: 'settings', changes: {} });
    session.client.send({ type: 'text.take', id });
    this.#take(opening, info);
    opening.ended?.(true);
  }

  #giveUp(): void {
    const opening = this.#opening.value;
    this.#opening.set(null);
    opening?.ended?.(false);
  }

  #take({ source, changes, standsIn }: Opening, info: TextInfo): void {
    const session = this.#session;
    const settings = { ...session.settings.value, ...changes };
    this.#source = source;
    this.#read = settings;
    if (info.source === 'builtin') settings.text = info.name;
    settings.line = this.#lineFor(info);
    if (!standsIn) this.#recognise(info);
    this.#info.set(info);
    session.settings.change(settings);
    session.net.estimateSoon();
    session.net.build();
  }

  #recognise(info: TextInfo): void {
    const { wanted } = this;
    this.#mismatch.say(null);
    if (!wanted.value) return;
    const { name, hash, characters } = wanted.value;
    const same = info.characters === characters && info.hash.startsWith(hash);
    if (info.source !== 'builtin' && !same) {
      const [title, length] = [inlineText(name, 80), grouped(characters)];
      this.#mismatch.say(
        msg(str`This is not the text of the link, which was ${title}, ${length} characters.`),
      );
    }
    this.#wanted.set(null);
  }

  #refused({ id, problem, remedies }: Extract<WorkerMessage, { type: 'text.refused' }>): void {
    const session = this.#session;
    const opening = this.#opening.value;
    if (opening?.id !== id) return;
    session.work.ended('text');
    this.#giveUp();
    session.wantsTraining.drop();
    const { source, changes } = opening;
    const ways = waysOut(remedies, {
      settings: (more) => this.open(source, { ...changes, ...more }),
      firstPart: source.kind === 'builtin' ? undefined : () => this.#openStart(source, changes),
      readAnyway:
        source.kind === 'file'
          ? () => this.open({ ...source, readAnyway: true }, changes)
          : undefined,
    });
    session.banner.report({ kind: 'text', problem, ways });
    this.#restoreSettings();
  }

  #openStart(source: Exclude<TextSource, { kind: 'builtin' }>, changes: Partial<Settings>): void {
    this.open({ ...source, firstPart: true }, changes);
  }

  /** The form shows the text that is still open, and its net. */
  #restoreSettings(): void {
    const { settings, net } = this.#session;
    const source = this.#source;
    settings.change({
      ...(source?.kind === 'builtin' ? { text: source.id } : {}),
      ...(this.#read && pickTextSettings(this.#read)),
    });
    net.restoreSettings();
  }
}

function pickTextSettings(settings: TextSettings): Partial<Settings> {
  return Object.fromEntries(textKeys.map((key) => [key, settings[key]]));
}
