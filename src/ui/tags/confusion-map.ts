/** What each class is taken for: a row per class that is right, a column per class that was given. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import type { LabelScore } from '../../protocol/metrics.ts';
import { grouped } from '../format.ts';
import { magnitudeTable } from '../parts/colour-map.ts';
import '../parts/colour-scale.ts';
import type { MapCell } from '../parts/heat-map.ts';
import '../parts/labelled-map.ts';
import { theme } from '../state/theme.ts';
import { TrackedElement } from '../tracked-element.ts';

/** What is named in words. */
const namedErrors = 3;
const longestName = 24;

interface Mistake {
  gold: string;
  given: string;
  count: number;
  of: number;
}

@customElement('confusion-map')
export class ConfusionMap extends TrackedElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
    }
    labelled-map {
      --size: 14px;
      font-size: 11px;
    }
    .wide {
      --size: 22px;
      font-size: 12.5px;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 14px;
      min-height: 2.6em;
      margin: 2px 0;
      font-size: 12px;
    }
    .faint {
      color: var(--ink-soft);
    }
  `;

  /** Of the latest validation, with what was given. */
  @property({ attribute: false }) labels: readonly LabelScore[] = [];
  /** What was given a class, of several: texts, recordings. */
  @property() items = '';
  @state() private pointed: MapCell | null = null;

  protected override render(): TemplateResult {
    const { labels } = this;
    const names = labels.map(({ label }) => inlineText(label, longestName));
    const colours = magnitudeTable(theme.shown.value);
    return html`<labelled-map
        class=${labels.length > 12 ? '' : 'wide'}
        label=${msg('Confusion matrix: the right class from top to bottom, the given one from left to right')}
        upright
        .rows=${names}
        .columns=${names}
        .values=${sharesOf(labels)}
        .colours=${colours}
        .pointed=${this.pointed}
        @place-pointed=${({ detail }: CustomEvent<MapCell | null>) => (this.pointed = detail)}
      ></labelled-map>
      <p>
        <output aria-label=${msg('Confusion')} aria-live="off">${this.#words()}</output>
        <colour-scale
          symbols=${msg('share of the row')}
          low="0"
          high="1"
          .colours=${colours}
        ></colour-scale>
      </p>`;
  }

  #words(): string | TemplateResult {
    const { labels, pointed } = this;
    const gold = labels[pointed?.row ?? -1];
    const given = labels[pointed?.column ?? -1];
    if (gold && given && pointed) {
      return wordsOf(mistakeAt(gold, given.label, pointed.column));
    }
    const worst = mistakesIn(labels).slice(0, namedErrors);
    if (worst.length === 0) return msg(str`All ${this.items} were given their class.`);
    return html`${msg('Most often mistaken:')}
    ${worst.map((mistake, at) => html`${at > 0 ? '; ' : nothing}${wordsOf(mistake)}`)}`;
  }
}

/** Row by row, of what is right in it; nothing where nothing is. */
function sharesOf(labels: readonly LabelScore[]): Float32Array {
  return Float32Array.from(
    labels.flatMap(({ gold, given = [] }) => given.map((count) => count / Math.max(1, gold))),
  );
}

function mistakeAt({ label: gold, gold: of, given = [] }: LabelScore, label: string, at: number) {
  return { gold, given: label, count: given[at], of };
}

/** The most frequent first. */
function mistakesIn(labels: readonly LabelScore[]): Mistake[] {
  return labels
    .flatMap((row) => labels.map(({ label }, at) => mistakeAt(row, label, at)))
    .filter(({ gold, given, count }) => gold !== given && count > 0)
    .sort((a, b) => b.count - a.count);
}

function wordsOf({ gold, given, count, of }: Mistake): string {
  const [right, taken] = [inlineText(gold, longestName), inlineText(given, longestName)];
  return gold === given
    ? msg(str`${right}: ${grouped(count)} of ${grouped(of)} right`)
    : msg(str`${right} taken for ${taken}: ${grouped(count)} of ${grouped(of)}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'confusion-map': ConfusionMap;
  }
}
