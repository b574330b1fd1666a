/**
 * Copies the page as a link: settings, open views, line, pins. Where the browser gives no clipboard,
 * a dialog shows the link to copy by hand.
 */
import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { inlineText } from '../../lib/inline-text.ts';
import { linkFor } from '../state/link-sync.ts';
import type { Session } from '../state/session.ts';
import { barButtonStyles, controlStyles } from '../parts/control-styles.ts';
import type { LinkDialog } from './link-dialog.ts';
import { LatePart, renderMissing } from '../parts/late-part.ts';
import { TrackedElement } from '../tracked-element.ts';

/** Long enough to read: more where there is more to read. */
const shownMs = { copied: 2500, ofText: 9000 };

/** It is loaded where it is needed. */
const linkDialog = new LatePart(() => import('./link-dialog.ts'));

@customElement('copy-link')
export class CopyLink extends TrackedElement {
  static override styles = [
    controlStyles,
    barButtonStyles,
    css`
      :host {
        position: relative;
        display: inline-flex;
      }
      output {
        position: absolute;
        z-index: 1;
        top: calc(100% + 5px);
        right: 0;
        width: max-content;
        max-width: min(300px, 80vw / var(--zoom, 1));
        padding: 6px 10px;
        border: 1px solid var(--accent);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: 0 4px 14px rgb(0 0 0 / 18%);
        overflow-wrap: anywhere;
      }
      output:empty {
        visibility: hidden;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  @state() private said = '';

  @query('link-dialog') private dialog!: LinkDialog;

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    return html`<button
        class="quiet"
        type="button"
        aria-label=${msg('Copy link')}
        title=${msg('Copy link: settings, open views, the line in Gates and pins')}
        @click=${this.#onCopy}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path
            d="M6.600 9.400a.8.8 0 0 1 0-1.100l2.800-2.800a.8.8 0 0 1 1.100 1.100L7.700 9.400a.8.8 0 0 1-1.100 0zM7.300 4.300l1.900-1.900a3.100 3.100 0 0 1 4.400 4.400l-1.900 1.900l-1.100-1.100l1.900-1.900a1.600 1.600 0 0 0-2.200-2.200L8.400 5.400zM8.700 11.700l-1.900 1.900a3.100 3.100 0 0 1-4.400-4.400l1.900-1.900l1.100 1.100l-1.900 1.900a1.600 1.600 0 0 0 2.200 2.200l1.900-1.900z"
          />
        </svg>
        <span class="words">${msg('Copy link')}</span>
      </button>
      <output aria-live="polite"
        >${linkDialog.isMissing ? renderMissing(linkDialog) : this.said}</output
      >
      <link-dialog></link-dialog>`;
  }

  /** What the link cannot hold. */
  get #limits(): string {
    const text = this.session.text.forLink;
    return text
      ? msg(
          str`The link only names your text, ${inlineText(text.name, 80)}. Whoever opens it needs the same file.`,
        )
      : '';
  }

  async #onCopy(): Promise<void> {
    const link = linkFor(this.session);
    const limits = this.#limits;
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      // over http there is no clipboard at all
      const isThere = await linkDialog.again().catch(() => null);
      if (isThere) await this.dialog.show(link, limits);
      return;
    }
    this.said = [msg('Link copied.'), limits].join(' ').trim();
    clearTimeout(this.#timer);
    const ms = limits ? shownMs.ofText : shownMs.copied;
    this.#timer = setTimeout(() => (this.said = ''), ms);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'copy-link': CopyLink;
  }
}
