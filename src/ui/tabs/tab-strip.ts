/**
 * The tabs at the bottom of the page. One panel or none is open, and only the open one exists: the
 * others do no work. An opened one comes into sight. Arrow keys move along the strip; the open tab pressed
 * again folds it away.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { StaysInView } from './stays-in-view.ts';
import type { Session } from '../state/session.ts';
import { mainViews, tabs } from '../views.ts';
import type { Tab } from '../views.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { latePart, whenThere } from '../parts/late-part.ts';
import { tabStyles } from './tab-styles.ts';
import { TrackedElement } from '../tracked-element.ts';

@customElement('tab-strip')
export class TabStrip extends TrackedElement {
  static override styles = [controlStyles, tabStyles];

  @property({ attribute: false }) session!: Session;

  /** The tab that the Tab key reaches. */
  @state() private current = tabs[0].id;

  #view = new StaysInView(this);
  #shown: string | undefined;

  protected override willUpdate(): void {
    const tab = this.#openTab;
    // the tab that the keyboard was at may be none of this task
    if (!this.#tabs.some(({ id }) => id === this.current)) this.current = this.#tabs[0].id;
    if (tab) this.current = tab.id;
  }

  protected override updated(): void {
    this.#followClosed();
    const { sought } = this.session.selection;
    const tab = this.#openTab;
    if (tab?.id !== this.#shown) {
      this.#shown = tab?.id;
      if (tab) this.#view.show(this);
      else this.#view.release();
    }
    if (!tab || sought.value !== tab.id || !latePart(tab.load).module) return;
    this.session.selection.arrived();
    this.renderRoot.querySelector<HTMLElement>(`#${tab.id}`)!.focus({ preventScroll: true });
    this.#view.show(this);
  }

  protected override render(): TemplateResult {
    const open = this.#openTab;
    return html`
      <div class="strip">
        <div role="tablist" aria-label=${msg('More views')} @keydown=${this.#onKey}>
          ${this.#tabs.map((tab) => this.#renderTab(tab))}
        </div>
        ${this.#renderClosed()}
      </div>
      ${
        open
          ? html`<div id="panel" role="tabpanel" aria-labelledby=${open.id} tabindex="0">
              ${this.#renderPanel(open)}
            </div>`
          : nothing
      }
    `;
  }

  /** What was closed above comes back from here. */
  #renderClosed(): unknown {
    const { openViews: views } = this.session;
    return mainViews
      .filter(({ id }) => views.here.value.includes(id) && !views.main.value.includes(id))
      .map(
        ({ id, title }) =>
          html`<button type="button" data-closed=${id} @click=${() => views.reopen(id)}>
            ${msg(str`Show ${title()}`)}
          </button>`,
      );
  }

  /** The keyboard goes with a view that it closed. */
  #followClosed(): void {
    const { moved, main } = this.session.openViews;
    if (moved.value === null || main.value.includes(moved.value)) return;
    this.renderRoot.querySelector<HTMLElement>(`[data-closed='${moved.value}']`)?.focus();
    this.session.openViews.arrived();
  }

  #renderTab({ id, title }: Tab): TemplateResult {
    const isOpen = this.#openTab?.id === id;
    return html`<button
      type="button"
      role="tab"
      id=${id}
      aria-selected=${isOpen}
      aria-controls=${isOpen ? 'panel' : nothing}
      tabindex=${id === this.current ? 0 : -1}
      title=${isOpen ? msg('Press again to close it') : nothing}
      @click=${() => this.session.selection.toggleTab(id)}
    >
      ${title()}
    </button>`;
  }

  #renderPanel(tab: Tab): unknown {
    return whenThere(latePart(tab.load), () => tab.render(this.session));
  }

  /** Those of the task. */
  get #tabs(): readonly Tab[] {
    const here = this.session.openViews.here.value;
    return tabs.filter(({ id }) => here.includes(id));
  }

  get #openTab(): Tab | undefined {
    return this.#tabs.find(({ id }) => id === this.session.selection.tab.value);
  }

  #onKey(event: KeyboardEvent): void {
    const here = this.#tabs;
    const at = here.findIndex(({ id }) => id === this.current);
    const { length } = here;
    const to = {
      ArrowRight: (at + 1) % length,
      ArrowLeft: (at + length - 1) % length,
      Home: 0,
      End: length - 1,
    }[event.key];
    if (event.key === 'Escape' && this.#openTab) {
      event.preventDefault();
      this.session.selection.closeTab();
    }
    if (to === undefined) return;
    event.preventDefault();
    this.current = here[to].id;
    // While one is open the arrows turn pages; while all are folded they only move.
    if (this.#openTab) this.session.selection.openTab(this.current);
    this.renderRoot.querySelector<HTMLElement>(`#${this.current}`)!.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tab-strip': TabStrip;
  }
}
