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
import type { Names } from '../words/problems/said.ts';
import type { Replacement } from '../words/replacing.ts';
import type { Engine } from './engine.ts';
import { LastingNote } from './lasting-note.ts';
import type { NetBuilder } from './net-builder.ts';
import type { Notes } from './notes.ts';
import type { OpenViews } from './open-views.ts';
import type { Pins } from './pins.ts';
import { presentation } from './presentation.ts';
import type { MayReplace } from './replace-guard.ts';
import type { SettingChanges } from './setting-changes.ts';
import type { SettingsStore } from './settings-store.ts';
import { settled } from './settled.ts';
import type { Readable } from './store.ts';
import type { TextOpener } from './text-opener.ts';

/** What becomes of the text; `wanted` is the one that the link was made with, where it is not there. */
type TextPlan =
  /** The open one, as the link has it. */
  | { kind: 'same'; wanted: LinkText | null }
  /** The open one, which the link does not name. */
  | { kind: 'own stays'; wanted: LinkText | null; note: string }
  /** Another built-in one, or one that stands in for what the link was made with. */
  | { kind: 'built-in'; wanted: LinkText | null; id: string };

interface Needs {
  engine: Readable<Engine>;
  settings: SettingsStore;
  changes: Pick<SettingChanges, 'take'>;
  text: TextOpener;
  net: Pick<NetBuilder, 'move'>;
  openViews: OpenViews;
  pins: Pick<Pins, 'adopt'>;
  mayReplace: MayReplace;
  notes: Notes;
  names: Names;
}

export class LinkFollower {
  readonly #needs: Needs;
  #turn = 0;
  /** That the person's own text stays open. */
  readonly #stays: LastingNote;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#stays = new LastingNote(needs.notes);
    needs.text.info.subscribe(() => this.#stays.say(null));
  }

  /** The latest link counts: one that is followed while the page asks about another replaces it. */
  async follow(link: ReadLink): Promise<void> {
    const { engine, notes, settings, changes, text, net, openViews, pins } = this.#needs;
    const turn = ++this.#turn;
    const { settings: linked, remarks } = settled(link.settings, engine.value.catalogue);
    const plan = this.#planText(link, linked);
    const next = this.#settingsFor(plan, linked);
    const changed = this.#changes(next);
    const needed = this.#needed(plan, changed);
    const replacement = this.#replacement(plan, changed);
    if (needed && !(await this.#needs.mayReplace(replacement))) return;
    if (turn !== this.#turn) return;

    const ofViews = openViews.adopt(link.views);
    notes.replaceAll(sentencesOf([...link.remarks, ...remarks, ...ofViews], this.#needs.names));
    if (link.presents) presentation.show();
    this.#stays.say(plan.kind === 'own stays' ? plan.note : null);
    text.want(plan.wanted);
    const moves = next.engine !== settings.value.engine;
    settings.adopt(next);
    pins.adopt(link.pins, needed !== null);
    changes.take(next, plan.kind === 'built-in' ? null : needed);
    if (moves && needed === null) net.move();
    if (plan.kind === 'built-in') {
      const source = { kind: 'builtin', id: plan.id } as const;
      text.open(source, {}, { isAgreed: true, standsIn: true });
    }
  }

  #planText({ text, namesText }: ReadLink, { text: builtin }: Settings): TextPlan {
    const opener = this.#needs.text;
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
    const { text, encoding } = this.#needs.settings.value;
    if (!this.#needs.text.isOwn || kind === 'built-in') return linked;
    return kind === 'own stays' ? { ...linked, text, encoding } : { ...linked, text };
  }

  #changes(next: Settings): Partial<Settings> {
    const now = this.#needs.settings.value;
    const changed = settingKeys.filter((key) => next[key] !== now[key]);
    return Object.fromEntries(changed.map((key) => [key, next[key]]));
  }

  #needed(plan: TextPlan, changes: Partial<Settings>): 'text' | 'net' | null {
    const effects = costly(changes).map((key) => settingsTable[key].effect);
    const { isOwn } = this.#needs.text;
    const isRead = costly(changes).some(
      (key) => settingsTable[key].effect === 'text' && (isOwn || key !== 'encoding'),
    );
    if (plan.kind === 'built-in' || isRead) return 'text';
    return effects.includes('net') ? 'net' : null;
  }

  #replacement(plan: TextPlan, changes: Partial<Settings>): Replacement {
    const { text, engine } = this.#needs;
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
