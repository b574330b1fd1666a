/** What happened to what nets run on, what happens next and when, until it runs again. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceNews } from '../state/device-watch.ts';
import type { Session } from '../state/session.ts';
import { grouped } from '../format.ts';
import { barStyles, troubleBarStyles } from './notice-styles.ts';
import { controlStyles } from '../parts/control-styles.ts';
import { TrackedElement } from '../tracked-element.ts';
import type { Reason } from '../../lib/problems.ts';
import { whatOf } from '../words/problems/problems.ts';

@customElement('device-notice')
export class DeviceNotice extends TrackedElement {
  static override styles = [
    controlStyles,
    barStyles,
    troubleBarStyles,
    css`
      section.stopped {
        border-color: var(--bad);
        background: var(--bad-soft);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;

  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#countDown(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult | typeof nothing {
    const news = this.session.device.news.value;
    if (!news) return nothing;
    const { status, kind } = news;
    const { hasMoved } = this.session.device;
    const isAlert = status.state !== 'stalled';
    const name = kind === 'gpu' ? msg('GPU') : msg('CPU');
    return html`<section class=${hasMoved ? 'moved' : status.state}>
      <div class="text" role=${isAlert ? 'alert' : 'status'} aria-label=${name}>
        ${this.#sentence(news)}
      </div>
      ${status.state === 'waiting' ? html`<span role="timer"></span>` : nothing}
      ${hasMoved ? this.#button(msg('Dismiss'), () => this.session.device.dismiss()) : nothing}
      ${
        !hasMoved && (status.state === 'stopped' || status.state === 'stalled')
          ? this.#button(msg('Reload the page'), () => location.reload())
          : nothing
      }
    </section>`;
  }

  protected override updated(): void {
    this.#countDown();
  }

  #button(label: string, act: () => void): TemplateResult {
    return html`<button type="button" @click=${act}>${label}</button>`;
  }

  #sentence({ kind, status, step }: DeviceNews): string {
    const at = grouped(step);
    const goesOn =
      step > 0 ? msg(str`Training then resumes from step ${at}.`) : msg('The net is then rebuilt.');
    switch (status.state) {
      case 'stalled':
        return msg(
          'The GPU has not answered for 5 seconds, so training waits. It resumes when the GPU answers. If it does not, close other programs that use the GPU, then reload the page.',
        );
      case 'rebuilding':
        if (kind === 'cpu') return msg(str`The threads have restarted. ${goesOn}`);
        return msg(str`A GPU is available again: everything is being rebuilt on it. ${goesOn}`);
      case 'waiting':
        if (kind === 'cpu') {
          return msg(
            str`A thread stopped: ${this.#why(status.cause)}. All threads are restarting. ${goesOn}`,
          );
        }
        return status.trouble === 'refused'
          ? msg(
              str`The browser offers no GPU: it blocks the GPU for a while after losses, or does not support it here (${this.#why(status.cause)}). The page tries again in two minutes.`,
            )
          : msg(
              str`The GPU was lost: ${this.#why(status.cause)}. The page is requesting it again and will send it smaller pieces of work. ${goesOn}`,
            );
      case 'stopped':
        if (kind === 'cpu')
          return `${msg(str`Training has stopped: ${this.#why(status.cause)}.`)} ${this.#kept()}`;
        return this.session.device.hasMoved
          ? `${this.#end(status)} ${msg(str`Training continues on the CPU from step ${at}.`)}`
          : `${this.#end(status)} ${this.#kept()}`;
      default:
        return '';
    }
  }

  #end({ trouble, cause, losses }: Extract<DeviceNews['status'], { state: 'stopped' }>): string {
    if (trouble === 'lost') {
      return msg(
        str`The GPU was lost ${losses} times within ten minutes, so the page no longer uses it: ${this.#why(cause)}.`,
      );
    }
    return trouble === 'refused'
      ? msg(str`The browser no longer offers a GPU: ${this.#why(cause)}.`)
      : msg(str`The GPU cannot be trusted: ${this.#why(cause)}.`);
  }

  #why(cause: Reason): string {
    return whatOf(cause, this.session.names);
  }

  #kept(): string {
    const kept = this.session.keptStep.value;
    return kept > 0 ? msg(str`The run is kept at step ${grouped(kept)}.`) : '';
  }

  /** Apart from the alert, so that it is not read out each second. */
  #countDown(): void {
    const timer = this.renderRoot.querySelector('[role="timer"]');
    const until = this.session.device.news.value?.until ?? 0;
    if (!timer) return;
    const seconds = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    timer.textContent = msg(str`in ${seconds} s`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'device-notice': DeviceNotice;
  }
}
