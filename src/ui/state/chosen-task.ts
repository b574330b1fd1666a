/** The task of this page, and what of the page it has. */
import type { LinkRemark } from '../../lib/problems.ts';
import { type Setting, type SettingKey, settingsTable } from '../../config/settings.ts';
import type { TaskInfo, TextChoice } from '../../protocol/catalogue.ts';
import type { StackPart } from '../../protocol/stack-part.ts';
import type { EngineStore } from './engine.ts';
import type { OpenText } from './open-text.ts';
import type { OpenViews } from './open-views.ts';
import type { SettingsStore } from './settings-store.ts';

export class ChosenTask {
  readonly #engine: EngineStore;
  readonly #settings: SettingsStore;
  readonly #text: Pick<OpenText, 'value'>;

  constructor(engine: EngineStore, settings: SettingsStore, text: Pick<OpenText, 'value'>) {
    this.#engine = engine;
    this.#settings = settings;
    this.#text = text;
  }

  /** Null until the worker has said what there is. */
  get info(): TaskInfo | null {
    const { task } = this.#settings.value;
    return this.#engine.value.catalogue?.tasks.find(({ id }) => id === task) ?? null;
  }

  /** What one token of it is: of a series of several columns a row. */
  get unit(): TaskInfo['unit'] | 'row' {
    if (this.has('reads')) return this.#settings.value.reads;
    if (this.has('level')) return this.#settings.value.level;
    return this.isOfNumbers && this.#text.value?.scales ? 'row' : (this.info?.unit ?? 'character');
  }

  /** What it answers are numbers. */
  get isOfNumbers(): boolean {
    return this.info?.unit === 'number';
  }

  /** What one token is of the line that a person writes: a source where one is read first. */
  get lineUnit(): ChosenTask['unit'] {
    return this.info?.sourceUnit ?? this.unit;
  }

  /** What one time step of this part of the net is about. */
  unitOf(part: StackPart = 'decoder'): ChosenTask['unit'] {
    return part === 'encoder' ? this.lineUnit : this.unit;
  }

  /** What is held out and counted: of a text, its sentences where it is read one by one. */
  get rows(): TaskInfo['rows'] {
    const inSentences = this.has('sequences') && this.#settings.value.sequences === 'sentence';
    return inSentences ? 'sentences' : (this.info?.rows ?? 'characters');
  }

  /** Whole ones are drawn, each from its beginning to its end. */
  get drawsLines(): boolean {
    return this.rows.endsWith('lines') || (this.rows === 'sentences' && !this.tags);
  }

  /** What one answer is about: what losses are taken over. */
  get answered(): TaskInfo['unit'] | 'row' | 'text' | 'recording' {
    if (this.info?.recorded) return 'recording';
    return this.info?.answersOnce ? 'text' : this.unit;
  }

  /** It says what the tokens are, and not which one comes next. */
  get tags(): boolean {
    return this.info?.views.own.includes('tags') ?? false;
  }

  /** What it can learn from, built in; that of another task where it is named. */
  textsOf(task = this.#settings.value.task): readonly TextChoice[] {
    const { catalogue } = this.#engine.value;
    return catalogue?.texts.filter((text) => text.task === task) ?? [];
  }

  /** Lets the views of the task stand on the page, now and when it changes. @returns remarks */
  govern(views: OpenViews): LinkRemark[] {
    const limit = () => (this.info ? views.limit(this.info.views) : []);
    this.#settings.subscribe(limit);
    return limit();
  }

  /** Whether a setting means something to it. */
  has(key: SettingKey): boolean {
    const { special }: Setting = settingsTable[key];
    return special ? (this.info?.own?.includes(key) ?? false) : !this.info?.lacks.includes(key);
  }
}
