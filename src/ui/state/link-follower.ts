/**
 * Takes over the settings of a link that is opened in the same tab. A text of the person's own is
 * never given up for it unasked, and what the link does not change goes on as it is.
 */
import { sentencesOf } from '../words/problems/problems.ts';
import { msg, str } from '@lit/localize';
import type { LinkText, ReadLink } from '../../config/link.ts';
import { settingKeys, settingsTable } from '../../config/settings.ts';
import type { SettingKey, Settings } from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { Replacement } from '../words/replacing.ts';
import { LastingNote } from './lasting-note.ts';
import { presentation } from './presentation.ts';
import type { Session } from './session.ts';
import { settled } from './settled.ts';

/** What becomes of the text; `wanted` is the one that the link was made with, where it is not there. */
type TextPlan =
  /** The open one, as the link has it. */
  | { kind: 'same'; wanted: LinkText | null }
  /** The open one, which the link does not name. */
  | { kind: 'own stays'; wanted: LinkText | null; note: string }
  /** Another built-in one, or one that stands in for what the link was made with. */
  | { kind: 'built-in'; wanted: LinkText | null; id: string };

export class LinkFollower {
  readonly #session: Session;
  #turn = 0;
  /** That the person's own text stays open. */
  readonly #stays: LastingNote;

  constructor(session: Session) {
    this.#session = session;
    this.#stays = new LastingNote(session.notes);
    session.text.info.subscribe(() => this.#stays.say(null));
  }

  /** The latest link counts: one that is followed while the page asks about another replaces it. */
  async follow(link: ReadLink): Promise<void> {
    const session = this.#session;
    const turn = ++this.#turn;
    const { settings, remarks } = settled(link.settings, session.engine.value.catalogue);
    const plan = this.#planText(link, settings);
    const next = this.#settingsFor(plan, settings);
    const changes = this.#changes(next);
    const needs = this.#needs(plan, changes);
    const replacement = this.#replacement(plan, changes);
    if (needs && !(await session.mayReplaceNet(replacement))) return;
    if (turn !== this.#turn) return;

    const ofViews = session.openViews.adopt(link.views);
    session.notes.replaceAll(
      sentencesOf([...link.remarks, ...remarks, ...ofViews], session.kept.names),
    );
    if (link.presents) presentation.show();
    this.#stays.say(plan.kind === 'own stays' ? plan.note : null);
    session.text.want(plan.wanted);
    const moves = next.engine !== session.settings.value.engine;
    session.settings.adopt(next);
    session.pins.adopt(link.pins, needs !== null);
    session.take(next, plan.kind === 'built-in' ? null : needs);
    if (moves && needs === null) session.net.move();
    if (plan.kind === 'built-in') {
      const source = { kind: 'builtin', id: plan.id } as const;
      session.text.open(source, {}, { isAgreed: true, standsIn: true });
    }
  }

  #planText({ text, namesText }: ReadLink, { text: builtin }: Settings): TextPlan {
    const opener = this.#session.text;
    if (text && opener.fits(text)) return { kind: 'same', wanted: null };
    // What is still being read is compared with the link when it is there.
    if (text && opener.isOwn && opener.busy) return { kind: 'same', wanted: text };
    if (text && opener.isOwn) {
      const name = inlineText(text.name, 80);
      const note = msg(str`The link was made with another text, ${name}. Your text stays open.`);
      return { kind: 'own stays', wanted: text, note };
    }
    if (opener.isOwn && !namesText) {
      const note = msg('The link names no text. Your text stays open.');
      return { kind: 'own stays', wanted: null, note };
    }
    if (opener.isOpen(builtin)) return { kind: 'same', wanted: text };
    return { kind: 'built-in', wanted: text, id: builtin };
  }

  /** How the bytes of the person's own text are read is no matter of a link that was made with another. */
  #settingsFor({ kind }: TextPlan, linked: Settings): Settings {
    const { text, encoding } = this.#session.settings.value;
    if (!this.#session.text.isOwn || kind === 'built-in') return linked;
    return kind === 'own stays' ? { ...linked, text, encoding } : { ...linked, text };
  }

  #changes(next: Settings): Partial<Settings> {
    const now = this.#session.settings.value;
    const changed = settingKeys.filter((key) => next[key] !== now[key]);
    return Object.fromEntries(changed.map((key) => [key, next[key]]));
  }

  #needs(plan: TextPlan, changes: Partial<Settings>): 'text' | 'net' | null {
    const effects = costly(changes).map((key) => settingsTable[key].effect);
    const { isOwn } = this.#session.text;
    const isRead = costly(changes).some(
      (key) => settingsTable[key].effect === 'text' && (isOwn || key !== 'encoding'),
    );
    if (plan.kind === 'built-in' || isRead) return 'text';
    return effects.includes('net') ? 'net' : null;
  }

  #replacement(plan: TextPlan, changes: Partial<Settings>): Replacement {
    const { text, engine } = this.#session;
    if (plan.kind === 'built-in') {
      const texts = engine.value.catalogue?.texts ?? [];
      const title = texts.find(({ id }) => id === plan.id)?.title ?? plan.id;
      const own = text.isOwn ? (text.info.value?.title ?? '') : null;
      return own === null ? { kind: 'text', title } : { kind: 'linked text', title, own };
    }
    const named = costly(changes).map((key) => [key, changes[key]]);
    return { kind: 'link', changes: Object.fromEntries(named) as Partial<Settings> };
  }
}

/** Those that weights would be lost for. */
function costly(changes: Partial<Settings>): SettingKey[] {
  return (Object.keys(changes) as SettingKey[]).filter((key) =>
    ['text', 'net'].includes(settingsTable[key].effect),
  );
}
