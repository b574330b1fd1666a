/** Further rules for what is drawn, folded away; and what there is to say, and to see, of a sample because of them. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { settingsTable } from '../../config/settings.ts';
import { LatePart, whenThere } from '../parts/late-part.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';

const rules = new LatePart(() => import('./sample-rules.ts'));
const beside = new LatePart(() => import('./sample-beside.ts'));

const keys = [
  ...(['topP', 'without', 'unknown', 'shortest', 'longest'] as const),
  ...(['samples', 'rivals'] as const),
];

@customElement('sample-more')
export class SampleMore extends TrackedElement {
  static override styles = css`
    :host {
      display: block;
      font-size: 12px;
    }
    summary {
      color: var(--ink-soft);
      cursor: pointer;
    }
  `;

  @property({ attribute: false }) session!: Session;

  /** As a person left it; null: open where there is something in it. */
  @state() private isOpen: boolean | null = null;

  protected override render(): TemplateResult {
    const { session } = this;
    const isOpen = this.isOpen ?? this.#isRuled;
    return html`<details ?open=${isOpen} @toggle=${this.#onToggle}>
        <summary>${msg('What may be drawn')}</summary>
        ${isOpen ? whenThere(rules, () => html`<sample-rules .session=${session}></sample-rules>`) : nothing}
      </details>
      ${this.#hasMore ? whenThere(beside, () => html`<sample-beside .session=${session}></sample-beside>`) : nothing}`;
  }

  get #isRuled(): boolean {
    const settings = this.session.settings.value;
    return keys.some((key) => settings[key] !== settingsTable[key].default);
  }

  get #hasMore(): boolean {
    const { sample } = this.session;
    const isMore = sample.texts.length > 1 || sample.rivals.value.length > 0;
    return isMore || sample.refused.value !== null || sample.cut > 0;
  }

  #onToggle(event: Event): void {
    const { open } = event.target as HTMLDetailsElement;
    if (open !== (this.isOpen ?? this.#isRuled)) this.isOpen = open;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-more': SampleMore;
  }
}
