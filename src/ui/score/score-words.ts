/** What is said of sentences that were scored. */
import { msg, str } from '@lit/localize';
import type { ScoredSentence } from '../../protocol/score.ts';
import { fixed, grouped } from '../format.ts';

export const bitsOf = (nats: number): number => nats / Math.LN2;

/** −log P of all of it, nats. */
const totalOf = ({ tokens }: ScoredSentence): number =>
  tokens.reduce((sum, { nats }) => sum + nats, 0);

/** The product, its logarithm, and what is comparable between sentences and kinds of tokens. */
export function ofAll(sentence: ScoredSentence): string {
  const { tokens, characters } = sentence;
  if (tokens.length === 0) return msg('Nothing of it is in the vocabulary.');
  const total = totalOf(sentence);
  const [product, log] = [powerOfTen(total), `−${fixed(total, 3)}`];
  const perplexity = fixed(Math.exp(total / tokens.length), 2);
  const bits = characters > 0 ? fixed(bitsOf(total) / characters, 3) : '–';
  return msg(
    str`P(y⟨1⟩, …, y⟨${tokens.length}⟩) = ∏ P(y⟨t⟩ | before) = ${product}; log P = ${log}, perplexity ${perplexity}, ${bits} bits per character`,
  );
}

/** Which of two or more is the likeliest, and by how much. */
export function comparison(sentences: readonly ScoredSentence[], step: number): string {
  const scored = sentences
    .map((sentence, at) => ({ at, total: totalOf(sentence), isScored: sentence.tokens.length > 0 }))
    .filter(({ isScored }) => isScored)
    .sort((a, b) => a.total - b.total);
  const shown = grouped(step);
  if (scored.length < 2)
    return msg(str`Write two sentences or more to compare them. Step ${shown}.`);
  const [first, second] = scored;
  const [here, there] = [first.at + 1, second.at + 1];
  const log = second.total - first.total;
  if (log === 0) return msg(str`Sentences ${here} and ${there} are as likely, at step ${shown}.`);
  const factor = log < Math.log(1e6) ? fixed(Math.exp(log), 2) : powerOfTen(-log);
  return msg(
    str`Sentence ${here} is the likeliest: ${factor} times as likely as sentence ${there}, at step ${shown}.`,
  );
}

/** e to the −nats, also where that is smaller than any number: 3.2 · 10⁻⁴⁵. */
function powerOfTen(nats: number): string {
  const log = -nats / Math.LN10;
  if (!Number.isFinite(log)) return '–';
  let exponent = Math.floor(log);
  let digits = (10 ** (log - exponent)).toFixed(2);
  if (digits === '10.00') [digits, exponent] = ['1.00', exponent + 1];
  if (exponent >= -3 && exponent <= 3) return (10 ** log).toPrecision(3);
  return `${digits} · 10${superscript(exponent)}`;
}

const signs: Record<string, string> = { '-': '⁻' };
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript(value: number): string {
  return Array.from(String(value), (sign) => signs[sign] ?? raised[Number(sign)]).join('');
}
