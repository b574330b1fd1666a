/** Buttons that hand the curves of a run to the person, as numbers or as a picture. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { download } from '../parts/download.ts';
import type { Session } from '../state/session.ts';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { LatePart, renderMissing } from '../parts/late-part.ts';
import { TrackedElement } from '../tracked-element.ts';
import { comparedByName } from './compared-curves.ts';
import type { LineChart } from '../parts/line-chart.ts';

/** Of the charts in the picture: the loss, and what stands below it. */
const [lossHeight, otherHeight] = [400, 200];
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
        @click=${() => this.#withFiles((own) => this.#saveTable(own))}
      >
        ${msg('CSV')}
      </button>
      <button
        type="button"
        aria-label=${msg('Save curves as PNG')}
        title=${msg('Saves these charts as a picture, a .png file')}
        ?disabled=${isEmpty}
        @click=${() => this.#withFiles((own) => this.#savePicture(own))}
      >
        ${msg('PNG')}
      </button>
      ${files.isMissing ? renderMissing(files) : nothing}
    `;
  }

  get #name(): string {
    const { cell = 'net' } = this.session.net.info.value ?? {};
    return `curves-${cell}-step${this.session.curve.steps}`;
  }

  /** Where they do not come, that is said beside the buttons. */
  #withFiles(act: (own: Files) => void): void {
    files.get().then(act, () => undefined);
  }

  #saveTable({ curveFile }: Files): void {
    const { curve, net, metrics: known } = this.session;
    const metrics = known.all.map(({ id }) => id);
    const others = this.withCompared ? comparedByName(this.session) : [];
    const table = curveFile(curve, net.info.value!.tokensPerStep, { metrics, others });
    download(`${this.#name}.csv`, new Blob([table], { type: 'text/csv' }));
  }

  #onWithCompared(event: Event): void {
    this.withCompared = (event.target as HTMLInputElement).checked;
  }

  #savePicture({ curvePicture }: Files): void {
    const { curve, net, text, engine } = this.session;
    const { cell: id, layers, hiddenSize, parameters } = net.info.value!;
    const cell = engine.value.catalogue?.cells.find((one) => one.id === id)?.name ?? id;
    const title = text.info.value?.title ?? '';
    const heading = msg(
      str`${cell}, ${layers} × ${hiddenSize} units, ${grouped(parameters)} parameters · ${title} · step ${grouped(curve.steps)}`,
    );
    const charts = this.charts().map((chart, index) => ({
      ...{ chart, height: index === 0 ? lossHeight : otherHeight },
    }));
    const name = `${this.#name}.png`;
    const save = (picture: Blob | null) => {
      if (picture) download(name, picture);
      else this.session.banner.report({ kind: 'run', problem: { code: 'no picture', values: {} } });
    };
    curvePicture(heading, charts).then(
      (canvas) => canvas.toBlob(save),
      () => save(null),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'save-curves': SaveCurves;
  }
}
