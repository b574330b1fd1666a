/** What is said of suggestions, of what a copy has learned, and of keystrokes. */
import { msg, str } from '@lit/localize';
import type { KeystrokesFrame, Learned, TypingFrame } from '../../protocol/typing.ts';
import { inlineText } from '../../lib/inline-text.ts';
import { fixed, grouped } from '../format.ts';

export function suggestionsSentence(frame: TypingFrame | null): string {
  if (!frame) return msg('How the text may go on appears here.');
  const { step, learned, suggestions } = frame;
  if (suggestions.length === 0) return msg('Nothing that the net knows goes on from here.');
  return learned
    ? msg(
        str`By a copy of the net of step ${grouped(learned.step)}, which learned your text; shares are of the first token.`,
      )
    : msg(str`By the net of step ${grouped(step)}; shares are of the first token.`);
}

export function learnedSentence(learned: Learned | null): string {
  if (!learned) {
    return msg(
      'A copy of the net learns your text and suggests from then on. The run and its net stay as they are.',
    );
  }
  const { steps, before, after } = learned;
  return msg(
    str`The copy made ${grouped(steps)} steps on your text: the loss went from ${fixed(before, 3)} to ${fixed(after, 3)} nats per token. The run and its net stay as they are.`,
  );
}

export interface KeysRow {
  name: string;
  isNet: boolean;
  keys: number;
  /** Of all characters. */
  saved: number;
}

/** The net, and what it is compared with. */
export function keysRows({ keys, characters }: KeystrokesFrame): KeysRow[] {
  return [
    { name: msg('net'), isNet: true, keys: keys.net },
    { name: msg('bigram'), isNet: false, keys: keys.bigram },
  ].map((row) => ({ ...row, saved: characters > 0 ? 1 - row.keys / characters : 0 }));
}

export function keysSentence({ chapter, characters, step }: KeystrokesFrame): string {
  const [count, at] = [grouped(characters), grouped(step)];
  if (chapter === null) {
    return msg(str`For ${count} held-out characters, by the net of step ${at}.`);
  }
  const name = inlineText(chapter, 60);
  return msg(str`For “${name}”, held out: ${count} characters, by the net of step ${at}.`);
}
