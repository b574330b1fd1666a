/** Opens texts in the worker, remembers which is open, and recognises the one a link asked for. */
import { msg, str } from '@lit/localize';
import type { LinkText } from '../../config/link.ts';
import type { TextInfo, TextSource } from '../../worker/protocol.ts';
import type { Session } from './session.ts';
import { Store } from './store.ts';

export class TextOpener {
  /** The open text. */
  readonly info = new Store<TextInfo | null>(null);
  /** The brought text that a link was made with, until it is brought again. */
  readonly wanted: Store<LinkText | null>;

  #session: Session;
  #source: TextSource | null = null;
  #opening: TextSource | null = null;
  #openHeldOut = 0;

  constructor(session: Session, wanted: LinkText | null) {
    this.#session = session;
    this.wanted = new Store(wanted);
    const { client } = session;
    client.on('text.progress', ({ done, total, what }) => {
      if (this.#opening) session.work.set({ kind: 'text', what, done, total });
    });
    client.on('text.ready', ({ info }) => this.#ready(info));
    client.on('text.refused', ({ message }) => this.#refused(message));
  }

  /** A text is being read. */
  get busy(): boolean {
    return this.#opening !== null;
  }

  /** What to write into a link for the open text; nothing for a built-in one. */
  get forLink(): LinkText | null {
    const info = this.info.value;
    if (this.wanted.value) return this.wanted.value;
    if (!info || info.source === 'builtin') return null;
    const { source, name, characters, hash } = info;
    return { source, name, characters, hash };
  }

  want(text: LinkText | null): void {
    this.wanted.set(text);
  }

  open(source: TextSource): void {
    const session = this.#session;
    session.forgetRefusal();
    if (session.progress.value.state === 'running') session.pause();
    this.#opening = source;
    session.client.send({ type: 'text.open', source, heldOut: session.settings.value.heldOut });
  }

  /** The same text again, with another share held out. */
  reopen(): void {
    const source = this.#opening ?? this.#source;
    if (source) this.open(source);
  }

  cancel(): void {
    this.#opening = null;
    this.#session.client.send({ type: 'text.cancel' });
    this.#restoreSettings();
  }

  /** Takes over the text of a loaded run. @returns the line to show the gates of */
  adopt(info: TextInfo, source: TextSource | null, heldOut: number): { line: string } {
    const line = this.#lineFor(info);
    this.#opening = null;
    this.#source = source ?? this.#source;
    this.#openHeldOut = heldOut;
    this.wanted.set(null);
    this.info.set(info);
    return { line };
  }

  /** A line taken from the last text means nothing in this one. */
  #lineFor({ hash }: TextInfo): string {
    const before = this.info.value;
    const { line } = this.#session.settings.value;
    return before && before.hash !== hash && before.lines.includes(line) ? '' : line;
  }

  #ready(info: TextInfo): void {
    const session = this.#session;
    const before = this.info.value;
    const source = this.#opening ?? this.#source;
    this.#opening = null;
    if (session.work.value?.kind === 'text') session.work.set(null);
    const settings = { ...session.settings.value };
    this.#source = info.source === 'builtin' ? { kind: 'builtin', id: info.name } : source;
    this.#openHeldOut = settings.heldOut;
    if (info.source === 'builtin') settings.text = info.name;
    settings.line = this.#lineFor(info);
    if (before || info.source !== 'builtin') this.#recognise(info);
    this.info.set(info);
    session.settings.set(settings);
    session.net.estimateSoon();
    session.net.build();
  }

  #recognise(info: TextInfo): void {
    const { wanted } = this;
    const { notes } = this.#session;
    if (!wanted.value) return;
    const { name, hash, characters } = wanted.value;
    const same = info.characters === characters && info.hash.startsWith(hash);
    if (info.source !== 'builtin' && !same) {
      notes.set([
        ...notes.value,
        msg(str`This is not the text of the link: that one was ${name}, ${characters} characters.`),
      ]);
    }
    wanted.set(null);
  }

  #refused(message: string): void {
    const session = this.#session;
    if (session.work.value?.kind === 'text') session.work.set(null);
    // After a cancel there is nothing to complain about.
    if (!this.#opening) return;
    this.#opening = null;
    session.wantsTraining.set(false);
    session.report({ kind: 'text', message });
    this.#restoreSettings();
  }

  /** The form shows the text that is still open. */
  #restoreSettings(): void {
    const { settings } = this.#session;
    const source = this.#source;
    settings.set({
      ...settings.value,
      ...(source?.kind === 'builtin' ? { text: source.id } : {}),
      ...(source ? { heldOut: this.#openHeldOut } : {}),
    });
  }
}
