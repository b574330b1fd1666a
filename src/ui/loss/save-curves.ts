/** Buttons that hand the curves of a run to the person, as numbers or as a picture. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Session } from '../state/session.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { LatePart, renderMissing } from '../parts/late-part.ts';
import { TrackedElement } from '../tracked-element.ts';
import type { LineChart } from '../parts/line-chart.ts';

const redrawMs = 1000;

const files = new LatePart(() => import('./curve-files.ts'));
type Files = Awaited<ReturnType<typeof files.get>>;

@customElement('save-curves')
export class SaveCurves extends TrackedElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        gap: 4px;
      }
      label {
        display: inline-flex;
        align-items: center;
        font-size: 11px;
      }
      button {
        height: 20px;
        padding: 0 6px;
        font-size: 11px;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  protected override readonly restMs = redrawMs;
  /** The charts of the picture, from top to bottom. */
  @property({ attribute: false }) charts!: () => LineChart[];

  @state() private withCompared = true;

  protected override render(): TemplateResult {
    const { curve, net, kept } = this.session;
    const isEmpty = curve.steps === 0 || !net.info.value;
    return html`
      ${
        kept.compared.value.length > 0
          ? html`<label
              title=${msg('Adds the losses and metrics of the compared runs to the CSV file')}
            >
              <input
                type="checkbox"
                .checked=${this.withCompared}
                @change=${this.#onWithCompared}
              />${msg('with compared runs')}
            </label>`
          : nothing
      }
      <button
        type="button"
        aria-label=${msg('Save curves as CSV')}
        title=${msg('Saves every step with its losses, metrics and gradient norm as a table, a .csv file')}
        ?disabled=${isEmpty}
        @click=${() => this.#withFiles(({ saveTable }) => saveTable(this.session, this.withCompared))}
      >
        ${msg('CSV')}
      </button>
      <button
        type="button"
        aria-label=${msg('Save curves as PNG')}
        title=${msg('Saves these charts as a picture, a .png file')}
        ?disabled=${isEmpty}
        @click=${() => this.#withFiles(({ savePicture }) => savePicture(this.session, this.charts()))}
      >
        ${msg('PNG')}
      </button>
      ${files.isMissing ? renderMissing(files) : nothing}
    `;
  }

  /** Where they do not come, that is said beside the buttons. */
  #withFiles(act: (own: Files) => void): void {
    files.get().then(act, () => undefined);
  }

  #onWithCompared(event: Event): void {
    this.withCompared = (event.target as HTMLInputElement).checked;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'save-curves': SaveCurves;
  }
}
