/** The page: one session, and the elements that show it. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { readLink } from '../config/link.ts';
import { DropAndPaste } from './controllers/drop-and-paste.ts';
import { syncLink } from './controllers/link-sync.ts';
import { Session } from './controllers/session.ts';
import './controls/device-notice.ts';
import './controls/divergence-notice.ts';
import './controls/engine-note.ts';
import './controls/error-banner.ts';
import './controls/net-readout.ts';
import './controls/question-dialog.ts';
import type { QuestionDialog } from './controls/question-dialog.ts';
import type { SettingChangedEvent } from './controls/setting-field.ts';
import './controls/run-files.ts';
import './controls/run-offer.ts';
import './controls/schedule-curve.ts';
import './controls/settings-form.ts';
import './controls/spoken-progress.ts';
import './controls/tab-strip.ts';
import './controls/text-source.ts';
import './controls/training-bar.ts';
import './controls/undo-bar.ts';
import './controls/work-progress.ts';
import './panels/index.ts';
import { appStyles } from './styles/app.ts';
import { controlStyles } from './styles/controls.ts';
import { TrackedElement } from './tracked-element.ts';

@customElement('playground-app')
export class PlaygroundApp extends TrackedElement {
  static override styles = [controlStyles, appStyles];

  /** Public, so that tests and curious people can watch the messages. */
  readonly session = new Session(readLink(location.hash));

  @query('question-dialog') private questionDialog!: QuestionDialog;

  readonly #brought = new DropAndPaste(this, this.session);

  /** On a small screen the settings start folded, so that the run is in reach. */
  #roomy = matchMedia('(min-width: 760px)').matches;

  /** What is scrolled to stops below the bar, which stays on top. */
  #bar = new ResizeObserver(([{ target }]) => {
    document.documentElement.style.setProperty(
      'scroll-padding-top',
      `${target.getBoundingClientRect().height}px`,
    );
  });

  protected override firstUpdated(): void {
    const { session } = this;
    this.#bar.observe(this.renderRoot.querySelector('training-bar')!);
    session.ask = (question) => this.questionDialog.ask(question);
    syncLink(session);
    session.start();
  }

  protected override updated(): void {
    this.toggleAttribute('tab-open', this.session.selection.tab.value !== null);
  }

  protected override render(): TemplateResult {
    const { session } = this;
    return html`
      <header>
        <training-bar .session=${session}></training-bar>
        <p class="purpose">
          ${msg('Train a recurrent net to guess the next character of a book, and look inside it.')}
        </p>
      </header>
      <div class="messages">
        <device-notice .session=${session}></device-notice>
        <error-banner .session=${session}></error-banner>
        <divergence-notice .session=${session}></divergence-notice>
        <run-offer .session=${session}></run-offer>
        <undo-bar .session=${session}></undo-bar>
      </div>
      <main @setting-changed=${this.#onSettingChanged}>
        <aside aria-label=${msg('Settings')}>
          <text-source .session=${session} ?open=${this.#roomy}></text-source>
          <settings-form
            .session=${session}
            heading=${msg('Model')}
            .groups=${['model']}
            ?open=${this.#roomy}
          >
            <net-readout .session=${session}></net-readout>
            <run-files .session=${session}></run-files>
          </settings-form>
          <settings-form
            .session=${session}
            heading=${msg('Training')}
            .groups=${['training', 'engine']}
            ?open=${this.#roomy}
          >
            <schedule-curve slot="more" .session=${session}></schedule-curve>
          </settings-form>
          <engine-note .session=${session}></engine-note>
        </aside>
        <loss-panel .session=${session}></loss-panel>
        <gates-panel .session=${session}></gates-panel>
        <sample-panel .session=${session}></sample-panel>
        <tab-strip .session=${session}></tab-strip>
      </main>
      <spoken-progress .session=${session}></spoken-progress>
      <work-progress .session=${session}></work-progress>
      <question-dialog></question-dialog>
      ${
        this.#brought.dragging
          ? html`<div class="drop" aria-hidden="true">
              <p>${msg('Drop a text to open it, or a saved run or weights to load them')}</p>
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
