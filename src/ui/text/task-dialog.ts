/**
 * All tasks under the shape of their model: the five pictures of the course.
 *
 * @fires task-chosen - with the task's id
 */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { shapesOf, type TaskInfo, type TaskShape } from '../../protocol/catalogue.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import { pictures, shapePicture, shapePictureStyles } from './shape-pictures.ts';

@customElement('task-dialog')
export class TaskDialog extends TrackedElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    shapePictureStyles,
    css`
      dialog {
        width: min(1040px, calc(100vw / var(--zoom, 1) - 32px));
      }
      .shapes {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(176px, 1fr));
        gap: 14px 18px;
      }
      header {
        display: flex;
        flex-direction: column;
        gap: 6px;
      }
      h3,
      p {
        margin: 0;
        font-size: 12.5px;
      }
      p {
        color: var(--ink-soft);
        font-size: 11.5px;
      }
      ul {
        display: flex;
        flex-direction: column;
        gap: 4px;
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }
      li button {
        width: 100%;
        height: auto;
        min-height: 26px;
        padding: 3px 8px;
        text-align: start;
        white-space: normal;
      }
      [aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
      }
      @media (max-width: 559px) {
        .shapes {
          grid-template-columns: minmax(0, 1fr);
        }
        header {
          flex-direction: row-reverse;
          align-items: center;
          justify-content: space-between;
        }
        ul {
          flex-flow: row wrap;
        }
        li button {
          width: auto;
        }
      }
    `,
  ];

  @property({ attribute: false }) tasks: readonly TaskInfo[] = [];
  /** Id of the task that is open. */
  @property() chosen = '';

  @query('dialog') private dialog!: HTMLDialogElement;

  async show(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const shapes = Object.keys(pictures) as TaskShape[];
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${msg('Tasks by the shape of their model')}</h2>
      <div class="shapes">${shapes.map((shape) => this.#renderShape(shape))}</div>
      <div class="choices">
        <button type="button" @click=${() => this.dialog.close()}>${msg('Cancel')}</button>
      </div>
    </dialog>`;
  }

  #renderShape(shape: TaskShape): TemplateResult {
    const { name, note } = pictures[shape];
    const own = this.tasks.filter((task) => shapesOf(task).includes(shape));
    return html`<section aria-label=${name()}>
      <header>
        ${shapePicture(shape)}
        <div>
          <h3>${name()}</h3>
          <p>${note()}</p>
        </div>
      </header>
      ${
        own.length > 0
          ? html`<ul>
              ${own.map((task) => this.#renderTask(task))}
            </ul>`
          : html`<p>${msg('No task yet.')}</p>`
      }
    </section>`;
  }

  #renderTask({ id, name, shows }: TaskInfo): TemplateResult {
    return html`<li>
      <button
        type="button"
        title=${shows}
        aria-pressed=${id === this.chosen}
        @click=${() => this.#choose(id)}
      >
        ${name}
      </button>
    </li>`;
  }

  #choose(id: string): void {
    this.dialog.close();
    if (id !== this.chosen) this.dispatchEvent(new CustomEvent('task-chosen', { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'task-dialog': TaskDialog;
  }
}
