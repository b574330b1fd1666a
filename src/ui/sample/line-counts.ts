/** Of lines that were drawn: does the net make up anything, and does it know what lines begin with? */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LatePart, whenThere } from '../parts/late-part.ts';
import type { LineCounts } from '../../protocol/frames.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import './label-counts.ts';
import type { RowKind } from '../words/rows.ts';
import { beginWords } from './begin-words.ts';
import { countedLines, inWhole } from './line-words.ts';

const firstCharacters = new LatePart(() => import('./first-characters.ts'));

@customElement('line-counts')
export class LineCountsPart extends TrackedElement {
  static override styles = css`
    :host {
      display: block;
      font-size: 12px;
    }
    p {
      margin: 4px 0 0;
      color: var(--ink-faint);
    }
    summary {
      color: var(--ink-soft);
      cursor: pointer;
    }
  `;

  @property({ attribute: false }) session!: Session;

  /** How lines begin is folded out. */
  @state() private showsFirst = false;

  protected override render(): TemplateResult {
    const counts = this.session.sample.counts.value;
    const { byLabel } = counts ?? {};
    // what is read first is a label where there are some
    const hasLabels = this.session.text.info.value?.rows?.labels !== undefined;
    return html`${counts ? html`<p class="counts">${countsWords(counts, this.session.task.rows)}</p>` : nothing}
    ${byLabel ? html`<label-counts .counts=${byLabel}></label-counts>` : nothing}
    ${hasLabels ? nothing : this.#renderFirst()}`;
  }

  #renderFirst(): TemplateResult {
    return html`<details @toggle=${this.#onToggle}>
      <summary>${beginWords(this.session.task.rows)}</summary>
      ${this.showsFirst ? whenThere(firstCharacters, () => html`<first-characters .session=${this.session}></first-characters>`) : nothing}
    </details>`;
  }

  #onToggle(event: Event): void {
    this.showsFirst = (event.target as HTMLDetailsElement).open;
  }
}

/** What became of them, in percent of all. */
function countsWords({ drawn, isNew, inList, repeated }: LineCounts, rows: RowKind): string {
  // rounded where the shares meet: together they are 100
  const upTo = (count: number) => Math.round((100 * count) / Math.max(1, drawn));
  const fresh = upTo(isNew);
  const known = upTo(isNew + inList) - fresh;
  const again = upTo(isNew + inList + repeated) - fresh - known;
  return msg(
    str`Of ${countedLines(drawn, rows)}, ${fresh} % are new, ${known} % are ${inWhole(rows)} and ${again} % repeat an earlier one.`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'line-counts': LineCountsPart;
  }
}
