/**
 * Drives the page as a person does, by accessible names, and listens to the messages between page
 * and worker. It waits for what the page shows or says, never for time.
 */
import type { JSHandle, Locator, Page } from '@playwright/test';
import { writeLink } from '../../src/config/link.ts';
import { defaultSettings, type Settings } from '../../src/config/settings.ts';
import type { GatesFrame } from '../../src/protocol/frames.ts';
import type { PageMessage, WorkerMessage } from '../../src/protocol/messages.ts';
import type { NetInfo } from '../../src/protocol/net-info.ts';
import type { TextInfo } from '../../src/protocol/text-info.ts';
import type { TrainingProgress } from '../../src/protocol/training.ts';
import type { Frame, ViewId } from '../../src/protocol/views.ts';
import { expect } from './expect.ts';
import { fallBehind, far } from './pace.ts';
import type {
  Answers,
  MessageOf,
  PlaygroundElement,
  Question,
  QuestionType,
} from './playground-element.ts';

export type Parameters = MessageOf<'parameters.read'>;

/** A net that trains within milliseconds per step also on a software adapter, validated quickly. */
export const smallNet: Partial<Settings> = {
  hiddenSize: 16,
  timeSteps: 8,
  batchSize: 4,
  heldOut: 1,
};

/** Settings as the fragment of a link, with its `#`. */
export function linkTo(settings: Partial<Settings>): string {
  return `#${writeLink({ ...defaultSettings(), ...settings })}`;
}

export class Playground {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Loads the page, also where only the fragment differs from the one that is open. */
  async load(settings: Partial<Settings> = {}, query = ''): Promise<void> {
    await this.loadAddress(`/${query}${linkTo(settings)}`);
  }

  async loadAddress(address: string): Promise<void> {
    if (this.page.url() !== 'about:blank') await this.page.goto('about:blank');
    await this.page.goto(address);
  }

  /** Loads the page and waits until its net could be trained. */
  async open(settings: Partial<Settings> = {}, query = ''): Promise<void> {
    await this.load(settings, query);
    await this.netIsReady();
  }

  /** However long kernels take to compile: the test's own limit is the only one. */
  async netIsReady(): Promise<void> {
    const button = this.button('One step');
    // told by the page: an assertion would look every half a second
    await button.evaluate(
      (oneStep: HTMLButtonElement) =>
        new Promise<void>((resolve) => {
          const look = () => {
            if (!oneStep.disabled) resolve();
          };
          new MutationObserver(look).observe(oneStep, { attributeFilter: ['disabled'] });
          look();
        }),
    );
    await expect(button).toBeEnabled();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  output(name: string): Locator {
    return this.page.getByRole('status', { name, exact: true });
  }

  field(name: string): Locator {
    return this.page.getByRole('spinbutton', { name, exact: true });
  }

  words(name: string): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  select(name: string): Locator {
    return this.page.getByRole('combobox', { name, exact: true });
  }

  get alert(): Locator {
    return this.page.getByRole('alert');
  }

  /** The number in an output; NaN while it shows none. */
  async number(name: string): Promise<number> {
    return Number.parseFloat(((await this.output(name).textContent()) ?? '').replaceAll(',', ''));
  }

  /** Types a number and leaves the field. */
  async setField(name: string, value: number): Promise<void> {
    await this.field(name).fill(String(value));
    await this.field(name).press('Tab');
  }

  async train(): Promise<void> {
    await this.button('Train').click();
  }

  async pause(): Promise<void> {
    await this.button('Pause').click();
    await this.hasPaused();
  }

  async hasPaused(): Promise<void> {
    await expect(this.button('Train')).toBeEnabled();
  }

  /** However long it takes: the test's own limit is the only one. */
  async reached(step: number): Promise<void> {
    await (
      await this.#element()
    ).evaluate(
      ({ session: { client, progress } }, target) =>
        new Promise<void>((resolve, reject) => {
          const look = ({ step, state }: TrainingProgress) => {
            if (step < target && state !== 'stopped') return;
            stop();
            if (step >= target) resolve();
            else reject(new Error(`training stopped at step ${step}`));
          };
          const ends = [
            client.on('training.progress', (message) =>
              look((message as MessageOf<'training.progress'>).progress),
            ),
            client.on('failure', (failure) => {
              stop();
              reject(new Error(JSON.stringify((failure as MessageOf<'failure'>).problem)));
            }),
          ];
          const stop = () => ends.forEach((end) => end());
          look(progress.value);
        }),
      step,
    );
  }

  /** Trains to at least this step, pauses, and says at which step that was. */
  async trainTo(step: number): Promise<number> {
    await this.train();
    await this.reached(Math.max(step, far));
    await this.pause();
    return this.number('Step');
  }

  /** Makes single steps until this one is done. */
  async stepTo(last: number): Promise<void> {
    await (
      await this.#element()
    ).evaluate(
      ({ session: { client, progress } }, target) =>
        new Promise<void>((resolve, reject) => {
          let last = -1;
          const go = (step: number) => {
            // a pause may be told twice: losses that come late bring a progress of their own
            if (step === last) return;
            last = step;
            if (step < target) client.send({ type: 'training.step' });
            else {
              stop();
              if (step === target) resolve();
              else reject(new Error(`step ${step} is already past ${target}`));
            }
          };
          const stop = client.on('training.progress', (message) => {
            const { state, step } = (message as MessageOf<'training.progress'>).progress;
            if (state === 'paused') go(step);
          });
          go(progress.value.step);
        }),
      last,
    );
    await expect(this.output('Step')).toHaveText(last.toLocaleString('en'));
  }

  /** Waits until a reload would find this step; where it is said may be folded. */
  async keptAt(step: number): Promise<void> {
    await expect(this.keptNote(step)).toBeAttached();
  }

  keptNote(step: number): Locator {
    const words = `Kept in this browser at step ${step.toLocaleString('en')}`;
    return this.page.getByText(words, { exact: true });
  }

  /** Waits, after a pause, until the page has all that comes after the last step. */
  async settled(): Promise<void> {
    const step = await this.#read(({ progress }) => progress.value.step);
    await expect
      .poll(async () => (await this.shownGates())?.step, { message: 'step of the gates' })
      .toBe(step);
    await expect(this.page.getByRole('progressbar')).toHaveCount(0);
    if (step === 0) return;
    await this.keptAt(step);
    for (const name of ['Save curves as CSV', 'Save curves as PNG', 'Rewind']) {
      await expect(this.button(name), name).toBeEnabled();
    }
  }

  /** Waits until the page has drawn so many frames. */
  framesPass(count: number): Promise<void> {
    return this.page.evaluate(
      (frames) =>
        new Promise<void>((resolve) => {
          const next = (left: number) => {
            if (left === 0) resolve();
            else requestAnimationFrame(() => next(left - 1));
          };
          next(frames);
        }),
      count,
    );
  }

  async rewind(): Promise<void> {
    await this.button('Rewind').click();
    await expect(this.output('Step')).toHaveText('0');
    await expect(this.button('Train')).toBeEnabled();
  }

  async send(message: PageMessage): Promise<void> {
    await (
      await this.#element()
    ).evaluate(({ session }, sent) => session.client.send(sent), message);
  }

  async ask<Type extends QuestionType>(
    question: Extract<Question, { type: Type }>,
  ): Promise<MessageOf<Answers[Type]>> {
    const element = await this.#element();
    const answer = await element.evaluate(
      ({ session }, asked) => session.client.ask(asked),
      question as Question,
    );
    return answer as MessageOf<Answers[Type]>;
  }

  parameters(): Promise<Parameters> {
    return this.ask<'parameters.read'>({ type: 'parameters.read' });
  }

  /** Does something, and gives the first frame of this view that comes after it began. */
  async frameAfter<Id extends ViewId>(view: Id, act: () => Promise<unknown>): Promise<Frame<Id>> {
    return (await this.messageAfter('view.frame', act, view)).frame;
  }

  /** Does something, and gives the first message of one of these types that comes after it began. */
  async messageAfter<Type extends WorkerMessage['type']>(
    types: Type | readonly Type[],
    act: () => Promise<unknown>,
    view?: ViewId,
  ): Promise<MessageOf<Type>> {
    const arrival = await (
      await this.#element()
    ).evaluateHandle(
      ({ session: { client } }, { wanted, view }) => ({
        message: new Promise<WorkerMessage>((resolve, reject) => {
          const ends = [
            ...wanted.map((type) =>
              client.on(type, (message) => {
                if (view && message.type === 'view.frame' && message.view !== view) return;
                ends.forEach((end) => end());
                resolve(message);
              }),
            ),
            client.on('failure', (failure) => {
              ends.forEach((end) => end());
              reject(new Error(JSON.stringify((failure as MessageOf<'failure'>).problem)));
            }),
          ];
        }),
      }),
      { wanted: [types].flat(), view },
    );
    await act();
    return (await arrival.evaluate(({ message }) => message)) as MessageOf<Type>;
  }

  /**
   * Starts a sample and waits until all of it is on screen: messages arrive between frames, and
   * what an earlier sample left stands there until the next one.
   */
  async sampled(start: () => Promise<unknown>): Promise<string> {
    await this.messageAfter('sample.ended', start);
    const text = await this.#read(({ sample }) =>
      sample.tokens.map(({ symbol }) => symbol).join(''),
    );
    await expect.poll(() => this.output('Sampled text').textContent()).toBe(text);
    return text;
  }

  /** The gates of a line as the worker sees them now. The panel goes back to its own line. */
  async gates(line: string, layer: number): Promise<GatesFrame> {
    return (await this.#element()).evaluate(
      ({ session: { client, progress, views } }, wish) =>
        new Promise<GatesFrame>((resolve) => {
          const asked = progress.value.step;
          // none that the page asks for
          const id = -1;
          const stop = client.on('view.frame', (answer) => {
            const shown = answer as MessageOf<'view.frame'>;
            // one that was under way may be of an earlier step
            if (shown.id !== id || shown.view !== 'gates' || shown.frame.step < asked) return;
            stop();
            views.startOver();
            resolve(shown.frame);
          });
          client.send({ type: 'view.open', view: 'gates', id, wish });
        }),
      { line, layer },
    );
  }

  /** The gates that the page shows now. */
  shownGates(): Promise<GatesFrame | null> {
    return this.#read(({ gates }) => gates.frame.value);
  }

  netInfo(): Promise<NetInfo> {
    return this.#read(({ net }) => net.info.value as NetInfo);
  }

  textInfo(): Promise<TextInfo> {
    return this.#read(({ text }) => text.info.value as TextInfo);
  }

  settings(): Promise<Settings> {
    return this.#read(({ settings }) => settings.value);
  }

  /** Uploads a file and waits until the net on it is ready. */
  async upload(name: string, content: string | Buffer): Promise<void> {
    await this.messageAfter('net.ready', () => this.choose(name, content));
    await this.netIsReady();
  }

  /** Chooses a file and waits for nothing. */
  async choose(name: string, content: string | Buffer): Promise<void> {
    await this.page
      .getByLabel(/Upload (pairs|numbers|MIDI|a (text|list|corpus|table|file))/)
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  }

  /** What the page's session holds now; the function runs in the page. */
  async #read<Value>(from: (session: PlaygroundElement['session']) => Value): Promise<Value> {
    const session = await (await this.#element()).getProperty('session');
    return session.evaluate(from as (session: unknown) => Value);
  }

  async #element(): Promise<JSHandle<PlaygroundElement>> {
    await fallBehind();
    return this.page.evaluateHandle(
      () => document.querySelector('playground-app') as unknown as PlaygroundElement,
    );
  }
}
