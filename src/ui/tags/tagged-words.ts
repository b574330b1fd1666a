/** What is read, in a row, each word over what the net answers; one answer for all stands before it. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { inlineText } from '../../lib/inline-text.ts';
import { share } from './tags-words.ts';

interface Answered {
  shown: readonly string[];
  /** Null where it is not known. */
  wanted: readonly (string | null)[];
  given: readonly string[];
  probabilities: readonly number[];
}

/** Labels that say that there is nothing. */
const nothingHere = ['O', '0', '·'];
const longestShown = 60;
const longestText = 400;

/** @param isSure show of each answer how likely it is held to be, not only of wrong ones */
export function taggedWords(answered: Answered, isSure: boolean): TemplateResult {
  const { shown, given } = answered;
  const words = shown.map((word) => inlineText(word, longestShown));
  const answers = given.map((_, at) => renderAnswer(answered, at, isSure));
  return html`<span class="words">
    ${words.map((word, at) => html`<span class="word"> <bdi>${word}</bdi> ${answers[at]} </span> `)}
  </span>`;
}

/** @param between what the pieces that are read stand apart by */
export function classifiedText(
  answered: Answered,
  { isSure, between }: { isSure: boolean; between: string },
): TemplateResult {
  const text = inlineText(answered.shown.join(between), longestText);
  return html`<span class="whole">
    <span class="class">${renderAnswer(answered, 0, isSure)}</span> <bdi>${text}</bdi>
  </span>`;
}

function renderAnswer(
  { wanted, given, probabilities }: Answered,
  at: number,
  isSure: boolean,
): TemplateResult {
  const gold = wanted[at] ?? null;
  const isWrong = gold !== null && gold !== given[at];
  const kind = isWrong ? 'wrong' : nothingHere.includes(given[at]) ? 'none' : '';
  return html`<span class="tag ${kind}">${isWrong ? '✗ ' : ''}${inlineText(given[at], 40)}</span>
    ${isSure || isWrong ? html` <span class="odds">${share(probabilities[at])}</span>` : nothing}
    ${isWrong ? html` <span class="gold">${msg(str`gold ${inlineText(gold, 40)}`)}</span>` : nothing}`;
}

export const taggedWordsStyles = css`
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 3px 4px;
    align-items: flex-start;
    unicode-bidi: isolate;
  }
  .whole {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }
  .class {
    margin-inline-end: 6px;
  }
  .word {
    display: inline-flex;
    flex-direction: column;
    align-items: center;
    min-width: 18px;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .tag {
    padding: 0 4px;
    border-radius: 3px;
    background: var(--accent-soft);
    color: var(--accent);
    font-size: 11px;
    font-weight: 600;
    white-space: nowrap;
  }
  .tag.none {
    background: none;
    color: var(--ink-faint);
    font-weight: 400;
  }
  .tag.wrong {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .gold {
    color: var(--bad);
  }
  .odds,
  .gold {
    font-size: 11px;
    white-space: nowrap;
  }
  .odds {
    color: var(--ink-faint);
  }
`;
