/** Suggestions to one who writes: loaded when the first is wished. */
import { firstTask } from '../config/first-task.ts';
import { suggestionsFor } from '../data/typing/suggestions.ts';
import { WrittenTokens } from '../data/typing/written-tokens.ts';
import { readsAhead } from '../model/shape.ts';
import type { TypingFrame, TypingWish } from '../protocol/typing.ts';
import type { TaskData } from '../tasks/task.ts';
import { Continuer } from '../training/continuer.ts';
import type { Net } from '../training/net.ts';
import type { Frames, LiveNet } from './view.ts';

/** Suggestions at once. */
const suggested = 5;
/** Tokens until a word is whole, at most. */
const stepsTo = { character: 12, word: 3, piece: 6 } as const;

export async function typingFrames(
  { net, data }: LiveNet,
  wish: TypingWish,
): Promise<Frames<'typing'> | null> {
  if (!canWrite({ net, data })) return null;
  const written = writtenTokens(data);
  const continuer = await continuerOf(net, data, suggested);
  let { text } = wish;
  let readAt = -1;
  return {
    take(other) {
      text = other.text;
      return true;
    },
    async next(step): Promise<TypingFrame> {
      const given = text;
      if (step !== readAt) continuer.forget();
      readAt = step;
      const suggestions = await suggestionsFor(given, written, continuer, suggested);
      return { step, text: given, suggestions };
    },
    destroy: () => continuer.destroy(),
  };
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
