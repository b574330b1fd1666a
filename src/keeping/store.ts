/**
 * Kept runs in one folder. A run is a pair of sealed files with its state, `<id>-a` and `<id>-b`, and a pair
 * with its card, `<id>-card-a` and `<id>-card-b`; texts lie beside them, `text-<hash>`, each once for
 * all runs. Nothing here may be called while another worker, or another call, is at work on the folder.
 */
import { reasonOf, UnrolledError } from '../lib/errors.ts';
import { type Stored, whatGoes } from './budget.ts';
import { type Card, factsOfState, readCard, type RunFacts, tidyName, writeCard } from './card.ts';
import type { KeptRun, RunTitle } from '../protocol/kept-run.ts';
import { KeepingError, titleOf, unreadable, writingError } from './problem.ts';
import {
  headerBytes,
  isTorn,
  peekSealed,
  readSealed,
  SealedPair,
  writeSealed,
} from './sealed-files.ts';
import type { StoreFolder } from './storage.ts';

/** Random; `run` is the one run that older pages kept. */
const idPattern = /^(?:[0-9a-f]{16}|run)$/;
const filePattern = /^(.+?)(-card)?-[ab]$/;
const textPrefix = 'text-';
const budgetName = 'budget';
/** A card may grow by some digits. */
const slackBytes = 64;

export interface StoredRun extends Stored, Card {}

export interface NewState {
  body: Uint8Array<ArrayBuffer>;
  facts: RunFacts;
  /** The text in UTF-8. */
  text: Blob;
  /** A name to begin with. */
  name: string;
  budgetBytes: number;
  /** Whether a run, other than this one, may be dropped for it. */
  mayGo: (id: string) => boolean;
}

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class RunStore {
  readonly #folder: StoreFolder;
  readonly #date: () => number;
  readonly #states = new Map<string, SealedPair>();
  readonly #cards = new Map<string, SealedPair>();
  /** Bytes of each text. */
  readonly #texts = new Map<string, number>();
  /** Hashes of the texts that were read and found whole. */
  readonly #wholeTexts = new Set<string>();
  /** As read last; other workers may have changed them since. */
  readonly #runs = new Map<string, StoredRun>();
  #names: ReadonlySet<string> = new Set();

  /** @param date milliseconds since 1970 */
  constructor(folder: StoreFolder, date: () => number) {
    this.#folder = folder;
    this.#date = date;
  }

  /** Another worker changed something. */
  outdate(): void {
    this.#runs.clear();
    this.#texts.clear();
    this.#wholeTexts.clear();
  }

  /** The newest first. */
  async list(): Promise<StoredRun[]> {
    await this.#look();
    const ids = new Set<string>();
    for (const name of this.#names) {
      const id = filePattern.exec(name)?.[1] ?? '';
      if (idPattern.test(id)) ids.add(id);
    }
    for (const id of this.#runs.keys()) if (!ids.has(id)) this.#runs.delete(id);
    for (const id of ids) if (!this.#runs.has(id)) await this.#readRun(id);
    return [...this.#runs.values()].sort((a, b) => b.keptAt - a.keptAt);
  }

  /** Of all that is kept, texts included. */
  async usedBytes(): Promise<number> {
    const runs = await this.list();
    const hashes = new Set(runs.map(({ text }) => text));
    const texts = await Promise.all([...hashes].map((hash) => this.#textBytes(hash)));
    return [...runs.map(({ bytes }) => bytes), ...texts].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** @throws KeepingError when it is gone or damaged */
  async load(id: string): Promise<Uint8Array<ArrayBuffer>> {
    await this.#look();
    const known = this.#runs.get(id) ?? (await this.#readRun(id));
    const sealed = await this.#state(id).load(this.#names);
    if (sealed) return sealed.body;
    if (!known) throw new KeepingError({ code: 'gone', values: {} });
    throw unreadable(known, 'neither copy is whole');
  }

  /**
   * Keeps a state as the latest of this run. Unnamed runs are dropped for it, the oldest first, where
   * the budget wants it; then also what a kill has left behind.
   * @returns those that were dropped
   * @throws KeepingError when it is not kept; the state from before is still there then
   */
  async save(id: string, state: NewState): Promise<RunTitle[]> {
    const { body, facts, text, name, budgetBytes, mayGo } = state;
    // the name may have been changed in another tab
    this.#runs.delete(id);
    const runs = await this.list();
    const before = this.#runs.get(id);
    await this.#removeRemains(mayGo);
    const hasText = await this.#hasText(facts.text);
    const used = await this.usedBytes();
    const card = { ...facts, name: before?.name ?? name, keptAt: this.#date(), isDeleted: false };
    const cardBytes = writeCard({ ...card, generation: 0n }).length + slackBytes;
    // in both files, sooner or later
    const ours = 2 * (2 * headerBytes + body.length + cardBytes);
    const growth = ours - (before?.bytes ?? 0) + (hasText ? 0 : headerBytes + text.size);
    const sizes = new Map(this.#texts);
    const goes = whatGoes(
      used + growth - budgetBytes,
      runs.map((run) => (run.id === id ? { ...run, text: facts.text } : run)),
      (run) => run.id !== id && mayGo(run.id),
      (hash) => (hash === facts.text ? 0 : (sizes.get(hash) ?? 0)),
    );
    if (!goes) {
      const values = { bytes: ours, usedBytes: used, budgetBytes };
      throw new KeepingError({ code: 'over budget', values });
    }
    const dropped: RunTitle[] = [];
    for (const run of goes) {
      // it may have been named in another tab
      const now = await this.#readRun(run.id);
      if (now?.name !== '') continue;
      await this.delete(run.id);
      dropped.push(titleOf(run));
    }
    try {
      // what was dropped may have been the last to need it
      if (!(await this.#hasText(facts.text))) await this.#writeText(facts.text, text);
      const generation = await this.#state(id).save(body, await this.#look());
      await this.#writeCard(id, { ...card, generation });
    } catch (error) {
      throw writingError(error, body.length);
    } finally {
      this.#runs.delete(id);
    }
    return dropped;
  }

  /** @throws KeepingError when it is gone, or keeps the name that it has */
  async rename(id: string, name: string): Promise<void> {
    const run = await this.#fresh(id);
    if (!run) throw new KeepingError({ code: 'gone', values: {} });
    const wanted = tidyName(name);
    try {
      await this.#writeCard(id, { ...run, name: wanted });
    } catch (error) {
      // what the browser says, not that a run was not kept
      const reason = reasonOf((error as Error).cause ?? error);
      const values = { ...titleOf(run), wanted, reason };
      throw new KeepingError({ code: 'not renamed', values }, { cause: error });
    }
  }

  /** A kill in between leaves a card that says so, and nothing that would be listed. */
  async delete(id: string): Promise<void> {
    const run = await this.#fresh(id);
    if (!run) return;
    try {
      await this.#writeCard(id, { ...run, isDeleted: true });
    } catch {
      // where there is no room for that either, removing makes some
    }
    await this.#removeFiles(id);
    await this.#removeTexts();
  }

  /** Null when it was not kept, or is damaged. */
  async loadText(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const name = textPrefix + hash;
    if (!(await this.#look()).has(name)) return null;
    return (await readSealed(this.#folder, name))?.body ?? null;
  }

  /** Bytes that a person chose, or null. */
  async budget(): Promise<number | null> {
    const sealed = await new SealedPair(this.#folder, budgetName).load(await this.#look());
    const bytes = Number(new TextDecoder().decode(sealed?.body ?? new Uint8Array()) || NaN);
    return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null;
  }

  async setBudget(bytes: number | null): Promise<void> {
    const body = new TextEncoder().encode(bytes === null ? '' : String(bytes));
    await new SealedPair(this.#folder, budgetName).save(body, await this.#look());
  }

  async #look(): Promise<ReadonlySet<string>> {
    this.#names = new Set(await this.#folder.names());
    return this.#names;
  }

  async #fresh(id: string): Promise<StoredRun | undefined> {
    await this.#look();
    return this.#readRun(id);
  }

  /** Its card, made again where it is missing, torn, or older than the state. */
  async #readRun(id: string): Promise<StoredRun | undefined> {
    this.#runs.delete(id);
    const cards = this.#card(id);
    const sealed = await cards.load(this.#names);
    let card = sealed && readCard(sealed.body);
    if (card?.isDeleted) return undefined;
    const state = await this.#state(id).peek(this.#names);
    if (state.latest && state.latest.generation !== card?.generation) {
      card = (await this.#cardOfState(id, card)) ?? card;
    }
    if (!card) return undefined;
    const { bytes } = await cards.peek(this.#names);
    const run = { id, ...card, bytes: state.bytes + bytes };
    this.#runs.set(id, run);
    return run;
  }

  async #cardOfState(id: string, old: Card | null): Promise<Card | null> {
    const sealed = await this.#state(id).load(this.#names);
    if (!sealed || sealed.generation === old?.generation) return null;
    try {
      const facts = factsOfState(sealed.body);
      if (!facts) return null;
      const { name, keptAt } = old ?? { name: '', keptAt: this.#date() };
      const { generation } = sealed;
      const card = { ...facts, name, keptAt, generation, isDeleted: false };
      await this.#writeCard(id, card).catch(() => undefined);
      return card;
    } catch (error) {
      if (!(error instanceof UnrolledError)) throw error;
      return null;
    }
  }

  async #writeCard(id: string, card: Card): Promise<void> {
    this.#runs.delete(id);
    const bytes = writeCard(card);
    try {
      await this.#card(id).save(bytes, await this.#look());
    } catch (error) {
      throw writingError(error, bytes.length);
    }
  }

  async #removeFiles(id: string): Promise<void> {
    this.#runs.delete(id);
    await this.#state(id).remove(await this.#look());
    await this.#card(id).remove(this.#names);
    await this.#look();
  }

  /** Of runs that are not listed: half written, or half deleted. Those in use are let be. */
  async #removeRemains(mayGo: (id: string) => boolean): Promise<void> {
    for (const name of this.#names) {
      const [, id = '', isCard] = filePattern.exec(name) ?? [];
      if (!idPattern.test(id) || this.#runs.has(id) || !mayGo(id)) continue;
      const card = isCard ? await this.#card(id).load(this.#names) : null;
      if (card && readCard(card.body)?.isDeleted) await this.#removeFiles(id);
      else if (await isTorn(this.#folder, name)) await this.#folder.remove(name);
    }
    await this.#removeTexts();
  }

  /** Texts that no run needs any more. */
  async #removeTexts(): Promise<void> {
    const needed = new Set((await this.list()).map(({ text }) => textPrefix + text));
    for (const name of this.#names) {
      if (!name.startsWith(textPrefix) || needed.has(name)) continue;
      await this.#folder.remove(name);
      const hash = name.slice(textPrefix.length);
      this.#texts.delete(hash);
      this.#wholeTexts.delete(hash);
    }
    await this.#look();
  }

  async #writeText(hash: string, text: Blob): Promise<void> {
    const bytes = new Uint8Array(await text.arrayBuffer());
    await writeSealed(this.#folder, textPrefix + hash, 1n, bytes);
    this.#wholeTexts.add(hash);
    this.#texts.delete(hash);
    await this.#look();
  }

  async #hasText(hash: string): Promise<boolean> {
    const name = textPrefix + hash;
    if (!this.#names.has(name)) return false;
    if (this.#wholeTexts.has(hash)) return true;
    if (!(await readSealed(this.#folder, name))) return false;
    this.#wholeTexts.add(hash);
    return true;
  }

  /** 0 where there is none, or a torn one. */
  async #textBytes(hash: string): Promise<number> {
    const name = textPrefix + hash;
    if (!this.#names.has(name)) return 0;
    const bytes = this.#texts.get(hash) ?? (await peekSealed(this.#folder, name))?.bytes ?? 0;
    this.#texts.set(hash, bytes);
    return bytes;
  }

  #state(id: string): SealedPair {
    return pairOf(this.#states, id, () => new SealedPair(this.#folder, id));
  }

  #card(id: string): SealedPair {
    return pairOf(this.#cards, id, () => new SealedPair(this.#folder, `${id}-card`));
  }
}

export function keptRunOf(run: StoredRun, use: KeptRun['use']): KeptRun {
  const { id, name, title, cell, step, loss, validationLoss, metrics } = run;
  const { keptAt, bytes, settings } = run;
  return {
    id,
    name,
    title,
    cell,
    step,
    loss,
    validationLoss,
    metrics,
    keptAt,
    bytes,
    settings,
    use,
  };
}

function pairOf(pairs: Map<string, SealedPair>, id: string, make: () => SealedPair): SealedPair {
  const pair = pairs.get(id) ?? make();
  pairs.set(id, pair);
  return pair;
}
