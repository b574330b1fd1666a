/** Suggestions to one who writes: loaded when the first is wished. */
import { firstTask } from '../config/first-task.ts';
import { suggestionsFor } from '../data/typing/suggestions.ts';
import { WrittenTokens } from '../data/typing/written-tokens.ts';
import type { TokenLine } from '../data/sequences.ts';
import { readsAhead } from '../model/shape.ts';
import type { Learned, TypingFrame, TypingWish } from '../protocol/typing.ts';
import type { TaskData } from '../tasks/task.ts';
import { Continuer } from '../training/continuer.ts';
import type { Net } from '../training/net.ts';
import { Pupil } from '../training/pupil.ts';
import type { Frames, LiveNet } from './view.ts';
import { wholeLine } from './whole-line.ts';

/** Suggestions at once. */
const suggested = 5;
/** Tokens until a word is whole, at most. */
const stepsTo = { character: 12, word: 3, piece: 6 } as const;
/** Of one lesson: steps, and tokens at most, those at the end. */
const [lessonSteps, mostTaught] = [10, 256];

export async function typingFrames(
  live: LiveNet,
  wish: TypingWish,
): Promise<Frames<'typing'> | null> {
  if (!canWrite(live)) return null;
  const { net, data } = live;
  const writer = new Writer(live, await continuerOf(net, data, suggested));
  const written = writtenTokens(data);
  let wished = wish;
  return {
    take(other) {
      wished = other;
      return true;
    },
    async next(step): Promise<TypingFrame> {
      const { text, lessons } = wished;
      const { continuer, learned } = await writer.at(step, lessons);
      const suggestions = await suggestionsFor(text, written, continuer, suggested);
      return { step, text, suggestions, learned };
    },
    destroy: () => writer.destroy(),
  };
}

/** Who suggests: the net, or a copy of it that has had lessons. */
class Writer {
  readonly #live: LiveNet;
  readonly #own: Continuer;
  #readAt = -1;
  #taught: { pupil: Pupil; continuer: Continuer; lessons: number; learned: Learned } | undefined;

  constructor(live: LiveNet, own: Continuer) {
    this.#live = live;
    this.#own = own;
  }

  /** @param step of the weights of now */
  async at(
    step: number,
    lessons: readonly string[],
  ): Promise<{ continuer: Continuer; learned: Learned | null }> {
    const lines = lessons
      .map((lesson) => this.#lineOf(lesson))
      .filter(({ tokens }) => tokens.length > 0);
    if (this.#taught && lines.length < this.#taught.lessons) this.#dismiss();
    for (const line of lines.slice(this.#taught?.lessons ?? 0)) await this.#teach(step, line);
    if (this.#taught) return this.#taught;
    if (step !== this.#readAt) this.#own.forget();
    this.#readAt = step;
    return { continuer: this.#own, learned: null };
  }

  destroy(): void {
    this.#dismiss();
    this.#own.destroy();
  }

  /** Its end, where it is long. */
  #lineOf(lesson: string): TokenLine {
    const { tokens, targets } = wholeLine(this.#live.data, lesson);
    return { tokens: tokens.slice(-mostTaught), targets: targets.slice(-mostTaught) };
  }

  async #teach(step: number, line: TokenLine): Promise<void> {
    const { net, data, tuning } = this.#live;
    if (!tuning) return;
    const { pupil, continuer } = this.#taught ?? (await newPupil(net, data));
    const { lessons = 0, learned = { step } } = this.#taught ?? {};
    this.#taught = { pupil, continuer, lessons: lessons + 1, learned: { ...noLesson, ...learned } };
    const told = await pupil.learn(line, tuning, lessonSteps);
    continuer.forget();
    this.#taught.learned = { ...this.#taught.learned, ...told };
  }

  #dismiss(): void {
    this.#taught?.continuer.destroy();
    this.#taught?.pupil.destroy();
    this.#taught = undefined;
  }
}

const noLesson = { steps: 0, before: NaN, after: NaN };

async function newPupil(net: Net, data: TaskData): Promise<{ pupil: Pupil; continuer: Continuer }> {
  const pupil = await Pupil.of(net);
  try {
    return { pupil, continuer: await continuerOf(pupil.net, data, suggested) };
  } catch (error) {
    pupil.destroy();
    throw error;
  }
}

/** Of a net that continues a text, as far as it has been written. */
export function canWrite({ net, data }: Pick<LiveNet, 'net' | 'data'>): boolean {
  return data.task.info.id === firstTask.id && !readsAhead(net.shape);
}

export const writtenTokens = ({ inputs, settings }: TaskData): WrittenTokens =>
  new WrittenTokens(inputs, settings.sequences === 'sentence');

/** @param rows texts that go on at once */
export function continuerOf(
  net: Net,
  data: Pick<TaskData, 'inputs' | 'settings' | 'beginning'>,
  rows: number,
): Promise<Continuer> {
  return Continuer.create(net, { ...chainsOf(data), first: data.beginning(), rows });
}

/** How far suggestions go, and what is never in one. */
export function chainsOf({ inputs, settings }: Pick<TaskData, 'inputs' | 'settings'>) {
  const { size, unknown } = inputs;
  const steps = stepsTo[settings.level];
  return { size, steps, barred: unknown === undefined ? [] : [unknown] };
}
