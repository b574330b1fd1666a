/** The page: one session, and the elements that show it. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { firstTask } from '../config/first-task.ts';
import { readLink } from '../config/link.ts';
import { DropAndPaste } from './text/drop-and-paste.ts';
import { syncLink } from './state/link-sync.ts';
import { presentation } from './state/presentation.ts';
import { Session } from './state/session.ts';
import './notices/device-notice.ts';
import './notices/engine-note.ts';
import './notices/error-banner.ts';
import './settings/net-readout.ts';
import './parts/question-dialog.ts';
import type { QuestionDialog } from './parts/question-dialog.ts';
import type { SettingChangedEvent } from './parts/setting-field.ts';
import './kept-runs/run-file-buttons.ts';
import './kept-runs/run-offer.ts';
import './settings/settings-form.ts';
import './notices/spoken-progress.ts';
import './tabs/tab-strip.ts';
import './text/text-source.ts';
import './bar/training-bar.ts';
import './experiments/try-row.ts';
import './kept-runs/undo-bar.ts';
import './notices/work-progress.ts';
import './panels.ts';
import { type MainView, mainViews, views } from './views.ts';
import { appStyles } from './app-styles.ts';
import { controlStyles } from './parts/control-styles.ts';
import { LatePart, latePart, whenThere } from './parts/late-part.ts';
import { TrackedElement } from './tracked-element.ts';

/** It is folded away at first. */
const scheduleCurve = new LatePart(() => import('./settings/schedule-curve.ts'));
/** Most nets never go wrong. */
const divergenceNotice = new LatePart(() => import('./notices/divergence-notice.ts'));
/** There is nothing to say of an experiment before the first is set up. */
const experimentBar = new LatePart(() => import('./experiments/experiment-bar.ts'));

@customElement('playground-app')
export class PlaygroundApp extends TrackedElement {
  static override styles = [controlStyles, appStyles];

  /** Public, so that tests and curious people can watch the messages. */
  readonly session: Session;

  @query('question-dialog') private questionDialog!: QuestionDialog;

  readonly #brought: DropAndPaste;

  readonly #schedule = () =>
    whenThere(
      scheduleCurve,
      () => html`<schedule-curve .session=${this.session}></schedule-curve>`,
    );

  /** On a small screen the settings start folded, so that the run is in reach. */
  #roomy = matchMedia('(min-width: 760px)').matches;

  /** What is scrolled to stops below what stays on top: the bar, and an experiment's words below it. */
  #onTop = new ResizeObserver(() => {
    const [bar, words] = ['training-bar', 'experiment-bar'].map((name) =>
      this.renderRoot.querySelector<HTMLElement>(name)!,
    );
    const isSticky = getComputedStyle(words).position === 'sticky';
    const covered = [bar, ...(isSticky ? [words] : [])].map(
      (one) => one.getBoundingClientRect().height,
    );
    const height = covered.reduce((sum, each) => sum + each);
    document.documentElement.style.setProperty('scroll-padding-top', `${height}px`);
    this.style.setProperty('--bar-height', `${bar.offsetHeight}px`);
  });

  constructor() {
    super();
    const link = readLink(location.hash);
    this.session = new Session({
      ...{ link, views },
      ask: (question) => this.questionDialog.ask(question),
    });
    this.#brought = new DropAndPaste(this, this.session);
    if (link.presents) presentation.show();
  }

  protected override firstUpdated(): void {
    const { session } = this;
    for (const one of this.renderRoot.querySelectorAll('training-bar, experiment-bar')) {
      this.#onTop.observe(one);
    }
    syncLink(session);
    session.start();
  }

  protected override updated(): void {
    this.toggleAttribute('tab-open', this.session.selection.tab.value !== null);
    this.toggleAttribute('presenting', presentation.shown.value);
  }

  /** What does not stand on every page is loaded when it is first shown. */
  #renderView({ load, render }: MainView): unknown {
    const content = () => render(this.session);
    return load ? whenThere(latePart(load), content) : content();
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const isPresenting = presentation.shown.value;
    const isOpen = this.#roomy && !isPresenting;
    const open = session.openViews.main.value;
    return html`
      <header>
        <training-bar .session=${session}></training-bar>
        <div class="purpose">
          <p>${session.task.info?.shows ?? firstTask.shows}</p>
          <try-row .session=${session}></try-row>
        </div>
      </header>
      <div class="messages">
        <device-notice .session=${session}></device-notice>
        <error-banner .session=${session}></error-banner>
        <divergence-notice .session=${session}></divergence-notice>
        ${session.divergence.news.value ? whenThere(divergenceNotice, () => nothing) : nothing}
        <run-offer .session=${session}></run-offer>
        <undo-bar .session=${session}></undo-bar>
      </div>
      <experiment-bar .session=${session}></experiment-bar>
      ${session.experiments.now.value ? whenThere(experimentBar, () => nothing) : nothing}
      <main @setting-changed=${this.#onSettingChanged}>
        <aside aria-label=${msg('Settings')}>
          <text-source .session=${session} ?open=${isOpen}></text-source>
          <settings-form
            .session=${session}
            heading=${msg('Model')}
            .groups=${['model']}
            ?open=${isOpen}
          >
            ${isPresenting ? nothing : html`<net-readout .session=${session}></net-readout>`}
            <run-files .session=${session}></run-files>
          </settings-form>
          <settings-form
            .session=${session}
            heading=${msg('Training')}
            .groups=${['training', 'engine']}
            .more=${this.#schedule}
            ?open=${isOpen}
          ></settings-form>
          ${isPresenting ? nothing : html`<engine-note .session=${session}></engine-note>`}
        </aside>
        <div class="views" data-open=${open.join(' ')}>
          ${repeat(
            mainViews.filter(({ id }) => open.includes(id)),
            ({ id }) => id,
            (view) => this.#renderView(view),
          )}
        </div>
        <tab-strip .session=${session}></tab-strip>
      </main>
      <spoken-progress .session=${session}></spoken-progress>
      <work-progress .session=${session}></work-progress>
      <question-dialog></question-dialog>
      ${
        this.#brought.dragging
          ? html`<div class="drop" aria-hidden="true">
              <p>${msg('Drop a file to open it: a text, a saved run or weights')}</p>
            </div>`
          : nothing
      }
    `;
  }

  #onSettingChanged({ detail }: SettingChangedEvent): void {
    void this.session.change(detail.key, detail.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'playground-app': PlaygroundApp;
  }
}
