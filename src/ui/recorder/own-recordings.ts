/** Recordings of a person's own for a task, kept in this browser until they are deleted. */
import { type Recorded, recordingsTable } from '../../lib/recordings.ts';
import { type Readable, Store } from '../state/store.ts';

/** A class, and what was recorded of it, in order. */
export interface OwnClass {
  name: string;
  takes: readonly Recorded['frames'][];
}

/** Names have to differ, and be no longer than tables have them. */
export const longestName = 60;
/** Of each class: with fewer no quarter can be held out. */
export const fewestTakes = 4;

export class OwnRecordings {
  readonly #key: string;
  readonly #classes = new Store<readonly OwnClass[]>([]);
  readonly classes: Readable<readonly OwnClass[]> = this.#classes;
  readonly #isKept = new Store(true);
  /** False once the browser had no room for them, or keeps nothing. */
  readonly isKept: Readable<boolean> = this.#isKept;

  /** @param names of the classes where none were recorded yet */
  constructor(task: string, names: readonly string[]) {
    this.#key = `unrolled.recordings.${task}`;
    const none = names.map((name): OwnClass => ({ name, takes: [] }));
    this.#classes.set(keptIn(this.#key) ?? none);
    // another tab records too: neither forgets what the other has
    addEventListener('storage', ({ key }) => {
      if (key === this.#key) this.#classes.set(keptIn(this.#key) ?? none);
    });
  }

  get count(): number {
    return this.classes.value.reduce((sum, { takes }) => sum + takes.length, 0);
  }

  /** Whether a net can be trained on them. */
  get areEnough(): boolean {
    return this.classes.value.every(({ takes }) => takes.length >= fewestTakes);
  }

  /** As `text` of a table. */
  get table(): string {
    const rows = this.classes.value.flatMap(({ name, takes }) =>
      takes.map((frames) => ({ label: name, frames })),
    );
    return recordingsTable(rows);
  }

  /** @returns why it keeps its name, or null: nothing is left of the other, or another class has it */
  rename(at: number, given: string): 'empty' | 'taken' | null {
    const name = given.replaceAll(/\s+/g, ' ').trim().slice(0, longestName);
    const others = this.classes.peek().filter((_, other) => other !== at);
    if (name === '') return 'empty';
    if (others.some((one) => one.name === name)) return 'taken';
    this.#change(at, { name });
    return null;
  }

  add(at: number, frames: Recorded['frames']): void {
    this.#change(at, { takes: [...this.classes.peek()[at].takes, frames] });
  }

  deleteLast(at: number): void {
    this.#change(at, { takes: this.classes.peek()[at].takes.slice(0, -1) });
  }

  deleteAll(): void {
    this.#keep(this.classes.peek().map(({ name }) => ({ name, takes: [] })));
  }

  #change(at: number, changes: Partial<OwnClass>): void {
    const classes = this.classes.peek();
    this.#keep(classes.map((one, other) => (other === at ? { ...one, ...changes } : one)));
  }

  #keep(classes: readonly OwnClass[]): void {
    this.#classes.set(classes);
    try {
      localStorage.setItem(this.#key, JSON.stringify(classes));
      this.#isKept.set(true);
    } catch {
      // Storage may be full or switched off; they last as long as the page then.
      this.#isKept.set(false);
    }
  }
}

/** Null where nothing, or something else, is there. */
function keptIn(key: string): OwnClass[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return Array.isArray(kept) && kept.length > 1 && kept.every(isClass) ? kept : null;
  } catch {
    return null;
  }
}

function isClass(given: unknown): given is OwnClass {
  const { name, takes } = (given ?? {}) as Partial<OwnClass>;
  const isFrames = (frames: unknown) =>
    Array.isArray(frames) &&
    frames.every((frame) => Array.isArray(frame) && frame.every(Number.isFinite));
  return typeof name === 'string' && Array.isArray(takes) && takes.every(isFrames);
}

const all = new Map<string, OwnRecordings>();

/** Those of a task, wherever they are shown. */
export function ownRecordings(task: string, names: readonly string[]): OwnRecordings {
  const own = all.get(task) ?? new OwnRecordings(task, names);
  all.set(task, own);
  return own;
}
