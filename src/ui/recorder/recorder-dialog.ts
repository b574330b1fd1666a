/**
 * Where a person records examples of each class, by microphone or camera, and trains on them. They
 * stay in this browser.
 */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { grouped } from '../format.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { dialogStyles } from '../parts/dialog-styles.ts';
import { download } from '../parts/download.ts';
import type { KeptRun } from '../../protocol/kept-run.ts';
import type { Session } from '../state/session.ts';
import { TrackedElement } from '../tracked-element.ts';
import { Camera } from './camera.ts';
import type { Device } from './capture.ts';
import { Microphone } from './microphone.ts';
import { fewestTakes, longestName, type OwnClass, ownRecordings } from './own-recordings.ts';
import { recorderStyles, recordingMarkStyles } from './recorder-styles.ts';
import {
  copiesWords,
  howWords,
  keptNameWords,
  livenessOf,
  seenName,
  stateWords,
  classField,
} from './recorder-words.ts';
import './taken-map.ts';
import { Taking } from './taking.ts';

/** Of a class, when recording stops by itself. */
const enough = 20;

@customElement('recorder-dialog')
export class RecorderDialog extends TrackedElement {
  static override styles = [controlStyles, dialogStyles, recordingMarkStyles, recorderStyles];

  @property({ attribute: false }) session!: Session;

  /** Of the classes, the one that is recorded. */
  @state() private recorded = 0;
  @state() private isSure = false;
  /** Why a class was not renamed. */
  @state() private unnamed = '';

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('video') private video!: HTMLVideoElement;

  readonly #taking = new Taking(this);
  #task: string | undefined;

  /** A link or the way back may bring another task. */
  protected override updated(): void {
    const task = this.session.task.info?.id;
    if (task === this.#task) return;
    this.#task = task;
    this.recorded = 0;
    this.dialog.close();
    this.#taking.stop();
  }

  async show(): Promise<void> {
    this.isSure = false;
    this.unnamed = '';
    await this.updateComplete;
    this.dialog.showModal();
  }

  get #device(): Device {
    return this.session.task.info?.recorded?.by ?? 'microphone';
  }

  get #own() {
    const { info } = this.session.task;
    return ownRecordings(info?.id ?? '', info?.recorded?.classes ?? []);
  }

  protected override render(): TemplateResult {
    const own = this.#own;
    const { count } = own;
    return html`<dialog aria-labelledby="title" @close=${() => this.#taking.stop()}>
      <h2 id="title">${msg('Record your own')}</h2>
      <p class="words">${howWords(this.#device)}</p>
      <ul>
        ${own.classes.value.map((one, at) => this.#renderClass(one, at))}
      </ul>
      ${this.#renderState()} ${this.#renderSeen()}
      <p class="faint">
        ${msg('Recordings stay in this browser, and nothing is recorded until you press Record.')}
        ${own.areEnough ? nothing : msg(str`At least ${fewestTakes} of each are needed.`)}
      </p>
      ${this.isSure ? this.#renderCopies() : nothing}
      <div class="choices">
        <button type="button" ?disabled=${count === 0} @click=${this.#deleteAll}>
          ${this.isSure ? msg(str`Really delete all ${grouped(count)}?`) : msg('Start over')}
        </button>
        <button type="button" ?disabled=${count === 0} @click=${this.#save}>
          ${msg('Save as a file')}
        </button>
        <span class="spring"></span>
        <button type="button" @click=${() => this.dialog.close()}>${msg('Close')}</button>
        <button type="button" class="primary" ?disabled=${!own.areEnough} @click=${this.#use}>
          ${msg('Use these')}
        </button>
      </div>
    </dialog>`;
  }

  #renderClass({ name, takes }: OwnClass, at: number): TemplateResult {
    const isOn = this.#taking.state.value !== 'off' && at === this.recorded;
    return html`<li>
      <input
        aria-label=${classField(at)}
        maxlength=${longestName}
        .value=${name}
        @change=${(event: Event) => this.#rename(at, event.target as HTMLInputElement)}
      />
      <output aria-label=${msg(str`Recordings of ${name}`)} aria-live="off">
        ${msg(str`${grouped(takes.length)} of ${enough}`)}
      </output>
      <button
        type="button"
        aria-label=${isOn ? msg(str`Stop recording ${name}`) : msg(str`Record ${name}`)}
        @click=${() => (isOn ? this.#taking.stop() : void this.#record(at))}
      >
        ${isOn ? msg('Stop') : msg('Record')}
      </button>
      <button
        type="button"
        aria-label=${msg(str`Delete last of ${name}`)}
        ?disabled=${takes.length === 0}
        @click=${() => this.#own.deleteLast(at)}
      >
        ${msg('Delete last')}
      </button>
    </li>`;
  }

  #renderState(): TemplateResult {
    const taking = this.#taking.state.value;
    const problem = this.#taking.problem.value || this.unnamed || this.#unkept;
    const { name = '' } = this.#own.classes.value[this.recorded] ?? {};
    return html`<div
        class="state ${taking}"
        role="status"
        aria-live=${livenessOf(taking, this.#device)}
      >
        ${taking === 'off' ? nothing : html`<i></i>`} ${stateWords(taking, this.#device, name)}
      </div>
      <p class="problem" role="alert">${problem}</p>`;
  }

  get #unkept(): string {
    return this.#own.isKept.value
      ? ''
      : msg('This browser has no room to keep them: save them as a file before you leave.');
  }

  /** Kept runs that were trained on them, whoever uses them now. */
  get #copies(): readonly KeptRun[] {
    const { kept, task } = this.session;
    const isOne = ({ settings, title }: KeptRun) =>
      settings.task === task.info?.id && title === this.#fileName;
    return kept.list.value?.runs.filter(isOne) ?? [];
  }

  #renderCopies(): TemplateResult | typeof nothing {
    const copies = this.#copies;
    if (copies.length === 0) return nothing;
    const free = copies.filter(({ use }) => use === null).length;
    return html`<p class="copies" role="status">
      ${copiesWords(copies.length)}
      ${
        free === 0
          ? msg('It can be deleted in Kept runs once it is no longer open.')
          : html`<label
              ><input type="checkbox" /> ${
                free === copies.length
                  ? msg('Delete these runs too')
                  : msg('Delete these runs too, except those that are open')
              }</label
            >`
      }
    </p>`;
  }

  /** What the camera sees, and what is kept of the last take. */
  #renderSeen(): TemplateResult {
    const { name = '', takes = [] } = this.#own.classes.value[this.recorded] ?? {};
    const last = takes.at(-1);
    return html`<div class="seen">
      <video
        muted
        playsinline
        aria-label=${seenName()}
        ?hidden=${this.#device !== 'camera'}
      ></video>
      ${
        last
          ? html`<taken-map
              .frames=${last}
              label=${msg(str`The last “${name}”, as the net reads it`)}
            ></taken-map>`
          : nothing
      }
    </div>`;
  }

  async #record(at: number): Promise<void> {
    const own = this.#own;
    this.isSure = false;
    this.unnamed = '';
    this.recorded = at;
    const capture = this.#device === 'camera' ? new Camera(this.video) : new Microphone();
    await this.#taking.run(capture, (frames) => {
      own.add(at, frames);
      return own.classes.peek()[at].takes.length % enough === 0;
    });
  }

  #rename(at: number, input: HTMLInputElement): void {
    const why = this.#own.rename(at, input.value);
    const { name } = this.#own.classes.peek()[at];
    this.unnamed = why ? keptNameWords(why, at, input.value.trim(), name) : '';
    input.value = name;
  }

  #deleteAll(): void {
    this.#taking.stop();
    if (this.isSure) {
      if (this.renderRoot.querySelector('.copies :checked')) {
        const free = this.#copies.filter(({ use }) => use === null);
        this.session.kept.delete(free.map(({ id }) => id));
      }
      this.#own.deleteAll();
    }
    this.isSure = !this.isSure;
  }

  get #fileName(): string {
    return `${this.session.task.info?.id ?? 'own'}-recordings.csv`;
  }

  #save(): void {
    download(this.#fileName, new Blob([this.#own.table], { type: 'text/csv' }));
  }

  #use(): void {
    this.dialog.close();
    const file = new File([this.#own.table], this.#fileName);
    this.session.openText({ kind: 'file', file });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'recorder-dialog': RecorderDialog;
  }
}
