/**
 * The line in Gates as the tokens that the net reads, with their numbers and how often they occur; and
 * what one of them does: its one-hot vector, and the weights that this selects.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import type { ChosenToken, TokenLineFrame } from '../../protocol/token-line.ts';
import type { PerToken } from '../../protocol/text-info.ts';
import { namedCharacter, visible } from '../characters.ts';
import { fixed, grouped } from '../format.ts';
import { colourTable } from '../parts/colour-map.ts';
import { controlStyles } from '../parts/control-styles.ts';
import type { MapCell } from '../parts/heat-map.ts';
import '../parts/labelled-map.ts';
import '../parts/line-chart.ts';
import { Seen } from '../state/seen.ts';
import type { Session } from '../state/session.ts';
import { theme } from '../state/theme.ts';
import { TrackedElement } from '../tracked-element.ts';
import { skippedWords } from '../words/skipped.ts';
import { countedUnits } from '../words/units.ts';
import { tokenLineStyles } from './token-line-styles.ts';

@customElement('token-line-panel')
export class TokenLinePanel extends TrackedElement {
  static override styles = [controlStyles, tokenLineStyles];

  @property({ attribute: false }) session!: Session;

  /** Which token is looked at, from 0. */
  @state() private at = 0;
  @state() private pointed: MapCell | null = null;

  constructor() {
    super();
    const wish = () => ({ line: this.session.gates.line, at: this.at });
    new Seen(this, () => this.session.views.see('token-line', wish));
  }

  protected override render(): TemplateResult {
    const frame = this.session.views.frame('token-line').value;
    if (!frame)
      return html`<p class="faint">${msg('The tokens of the line in Gates appear here.')}</p>`;
    const { perToken } = this.session.text.info.value ?? {};
    return html`<section>${this.#renderLine(frame)}</section>
      <section>
        ${frame.chosen ? this.#renderChosen(frame, frame.chosen) : nothing}
        ${perToken && perToken.coverage.length > 1 ? renderCoverage(perToken) : nothing}
      </section>`;
  }

  #renderLine({ tokens, skipped, chosen }: TokenLineFrame): TemplateResult {
    const { unit } = this.session.task;
    const { symbols = [] } = this.session.text.info.value ?? {};
    const counts = new Map(symbols.map(({ symbol, count }) => [symbol, count]));
    const names = inlineText(skipped.map(namedCharacter).join(' '), 200);
    return html`<h3>${msg('The line in Gates, as the net reads it')}</h3>
      <p class="faint">
        ${countedUnits(unit, tokens.length)}.
        ${msg('Below each: its index, and how often it occurs in the text. Choose one.')}
      </p>
      <ol aria-label=${msg('Tokens of the line')}>
        ${tokens.map(({ id, label }, at) => {
          const count = grouped(counts.get(label) ?? 0);
          const words = msg(str`“${namedCharacter(label)}”, index ${id}, ${count} in the text`);
          return html`<li>
            <button
              type="button"
              aria-pressed=${at === chosen?.at}
              title=${words}
              @click=${() => this.#choose(at)}
            >
              ${visible(label)}<small>${id}</small><small>×${count}</small>
            </button>
          </li>`;
        })}
      </ol>
      ${skipped.length > 0 ? html`<p role="status">${skippedWords(names, unit)}</p>` : nothing}`;
  }

  #renderChosen(frame: TokenLineFrame, chosen: ChosenToken): TemplateResult {
    const { tokens, vocabulary, step } = frame;
    const { rows, parameter } = chosen;
    const { id, label } = tokens[chosen.at];
    const [index, size] = [grouped(id), grouped(vocabulary)];
    const units = Array.from(rows[0].values, () => '');
    const all = rows.flatMap(({ values }) => Array.from(values));
    const most = Math.max(1e-9, ...all.map(Math.abs).filter(Number.isFinite));
    const isEmbedded = rows[0].gate === null;
    return html`<h3>
        ${msg(str`“${namedCharacter(label)}”: x⟨${chosen.at + 1}⟩ is 1 at index ${index} and 0 at the other indices of ${size}`)}
      </h3>
      <svg
        class="one-hot"
        role="img"
        viewBox="0 0 1000 1"
        preserveAspectRatio="none"
        aria-label=${msg(str`One-hot vector: index ${index} of 0 to ${grouped(vocabulary - 1)}`)}
      >
        <path d="M${(1000 * (id + 0.5)) / vocabulary} 0v1" />
      </svg>
      <p>
        ${
          isEmbedded
            ? msg(str`So it selects row ${index} of ${parameter}, its embedding:`)
            : msg(str`So W x is column ${index} of ${parameter}, by gate and unit:`)
        }
      </p>
      <labelled-map
        label=${msg('Weights that this token selects')}
        .rows=${rows.map(({ gate }) => (gate === null ? 'e' : `W${gate}`))}
        .columns=${units}
        .values=${Float32Array.from(all, (value) => (value / most + 1) / 2)}
        .colours=${colourTable(theme.shown.value)}
        .pointed=${this.pointed}
        @place-pointed=${({ detail }: CustomEvent<MapCell | null>) => (this.pointed = detail)}
      ></labelled-map>
      <output aria-label=${msg('Weight')} aria-live="off" class="faint"
        >${pointedWords(chosen, this.pointed, step, most)}</output
      >`;
  }

  #choose(at: number): void {
    this.at = at;
    this.session.views.wishSoon();
  }
}

function pointedWords(
  { rows }: ChosenToken,
  pointed: MapCell | null,
  step: number,
  most: number,
): string {
  const value = pointed ? rows[pointed.row]?.values[pointed.column] : undefined;
  if (!pointed || value === undefined) {
    return msg(
      str`At step ${grouped(step)}, from ${fixed(-most, 3)} to ${fixed(most, 3)}. Point at the picture.`,
    );
  }
  const { gate } = rows[pointed.row];
  return gate === null
    ? msg(str`Feature ${pointed.column + 1}: ${fixed(value, 4)}`)
    : msg(str`W${gate}, unit ${pointed.column + 1}: ${fixed(value, 4)}`);
}

/** Which share of what is held out is unknown, by the size of the vocabulary. */
function renderCoverage({ coverage, unknown }: PerToken): TemplateResult {
  const points = coverage.map(({ vocabulary, unknown: share }) => ({ x: vocabulary, y: share }));
  const references = unknown === null ? [] : [{ label: msg('now'), value: unknown }];
  return html`<h3>${msg('<UNK> in the held-out part, by the size of the vocabulary')}</h3>
    <line-chart
      label=${msg('Share of unknown words by the size of the vocabulary')}
      .series=${[{ label: '<UNK>', colour: '--series-metric', width: 2, points }]}
      .references=${references}
      .lastX=${points[points.length - 1].x}
      xName=${msg('tokens')}
      isShare
      logX
      xTicks
    ></line-chart>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'token-line-panel': TokenLinePanel;
  }
}
