/** A task that the built page trains in a browser, by its own worker: told by messages, as the page tells it. */
import type { Page } from '@playwright/test';
import type { PlaygroundElement, MessageOf } from '../../e2e/support/playground-element.ts';
import { settingsTable, type SettingKey, type Settings } from '../../src/config/settings.ts';
import type { LineCounts, SampledLine } from '../../src/protocol/frames.ts';
import {
  holding,
  type LabelScore,
  type MetricBound,
  type MetricInfo,
} from '../../src/protocol/metrics.ts';
import type { TextInfo } from '../../src/protocol/text-info.ts';
import type { ValidationResult } from '../../src/protocol/training.ts';
import type { Frame } from '../../src/protocol/views.ts';

/** On all that is held out. */
export interface Measured extends ValidationResult {
  labels?: readonly LabelScore[];
  /** Spent training so far, and with what the page does beside it. */
  seconds: number;
}

/** What the page says once there is a net. */
interface Opened {
  settings: Settings;
  text: TextInfo;
  metrics: readonly MetricInfo[];
  engineName: string;
}

/** Of a machine with too much to do: data are read, and rivals trained, before there is a net. */
const patienceMs = 600_000;

export class PageRun {
  readonly #page: Page;
  readonly #errors: string[];
  readonly #settings: Settings;
  readonly #text: TextInfo;
  /** What is counted beside the loss. */
  readonly metrics: readonly MetricInfo[];
  /** What trains it, as the browser names it. */
  readonly engineName: string;

  private constructor(page: Page, errors: string[], opened: Opened) {
    const { settings, text, metrics, engineName } = opened;
    this.#page = page;
    this.#errors = errors;
    this.#settings = settings;
    this.#text = text;
    this.metrics = metrics;
    this.engineName = engineName;
  }

  /**
   * @param address where the page is served
   * @param chosen the task, and what is to be otherwise than at its defaults
   */
  static async open(page: Page, address: string, chosen: Partial<Settings>): Promise<PageRun> {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('crash', () => errors.push('the page crashed'));
    // one thread: as long as it takes on any machine, whatever else that does
    await page.goto(`${address}?threads=1#${linkOf(chosen)}`);
    const opened = await page.waitForFunction(
      () => {
        const session = document.querySelector<PlaygroundElement>('playground-app')?.session;
        const text = session?.text.info.value;
        if (!text || !session.net.info.value) return null;
        const settings = session.settings.value;
        const { catalogue, backend } = session.engine.value;
        const tasks = catalogue?.tasks ?? [];
        const metrics = tasks.find(({ id }) => id === settings.task)?.metrics ?? [];
        return { settings, text, metrics, engineName: backend?.name ?? '' };
      },
      undefined,
      { timeout: patienceMs, polling: 100 },
    );
    return new PageRun(page, errors, (await opened.jsonValue()) as Opened);
  }

  /** What it is measured against, with these settings. */
  get bounds(): readonly MetricBound[] {
    return holding(this.#text.bounds ?? [], this.#settings);
  }

  /** Nats that nobody can get below, where they are known. */
  get knownLoss(): number | undefined {
    return this.#text.knownLoss?.heldOut;
  }

  /** Nats of a guess from the token before. */
  get bigram(): number {
    return this.#text.bigramEntropy;
  }

  /** Of what is held out, with what it costs to spell what the net has no token for. */
  bitsPerCharacter({ loss }: Measured): number {
    const { characters, spelling } = this.#text.perToken ?? { characters: 1, spelling: 0 };
    return (loss + spelling) / characters / Math.LN2;
  }

  /** Trains until so many steps are done, 0: not at all. @throws Error where training stops before */
  async trainTo(step: number): Promise<Measured> {
    const measured = await this.#page.evaluate(
      (until) =>
        new Promise<Measured>((resolve, reject) => {
          const app = document.querySelector<PlaygroundElement>('playground-app');
          const { client, progress } = app!.session;
          const ends = [
            client.on('validation.result', (message) => {
              const { result, labels } = message as MessageOf<'validation.result'>;
              // others are measured along the way, of a part
              if (result.step !== until || result.tokens < result.total) return;
              ends.forEach((end) => end());
              resolve({ ...result, labels, seconds: progress.value.seconds });
            }),
            client.on('failure', (message) => {
              ends.forEach((end) => end());
              reject(new Error(JSON.stringify((message as MessageOf<'failure'>).problem)));
            }),
          ];
          // all that is held out is measured when it pauses
          client.send(until > 0 ? { type: 'training.start', until } : { type: 'validation.run' });
        }),
      step,
    );
    if (this.#errors.length > 0) throw new Error(`learn: the page: ${this.#errors.join('; ')}`);
    return measured;
  }

  /** A text in the place of the built-in one, with a new net. */
  async openText(text: string): Promise<void> {
    await this.#page.evaluate(
      (given) =>
        new Promise<void>((resolve) => {
          const { session } = document.querySelector<PlaygroundElement>('playground-app')!;
          const end = session.client.on('net.ready', () => {
            end();
            resolve();
          });
          session.openText({ kind: 'paste', text: given });
        }),
      text,
    );
  }

  /** With the weights of now, on another text: a run of its own, from step 0. */
  async goOn(text: string): Promise<void> {
    await this.#page.evaluate(
      ({ given, settings }) =>
        new Promise<void>((resolve, reject) => {
          const { client } = document.querySelector<PlaygroundElement>('playground-app')!.session;
          const ends = [
            client.on('run.ready', () => client.send({ type: 'run.take', id: 99 })),
            client.on('run.loaded', () => {
              ends.forEach((end) => end());
              resolve();
            }),
            client.on('run.refused', (message) => {
              ends.forEach((end) => end());
              reject(new Error(JSON.stringify((message as MessageOf<'run.refused'>).problem)));
            }),
          ];
          const file = { second: { kind: 'paste', text: given }, moments: 'cleared' } as const;
          client.send({ type: 'run.read', id: 99, file, settings });
        }),
      { given: text, settings: this.#settings },
    );
  }

  /** What a view shows of the weights of now. */
  look<View extends 'quiz' | 'keystrokes'>(view: View): Promise<Frame<View>> {
    return this.#page.evaluate(
      (wanted) =>
        new Promise<Frame<View>>((resolve) => {
          const { client } = document.querySelector<PlaygroundElement>('playground-app')!.session;
          const end = client.on('view.frame', (message) => {
            const { view, frame } = message as MessageOf<'view.frame'>;
            if (view !== wanted) return;
            end();
            client.send({ type: 'view.close', view: wanted });
            resolve(frame as Frame<View>);
          });
          client.send({ type: 'view.open', view: wanted, id: 1, wish: { round: 0 } });
        }),
      view,
    );
  }

  /** So many lines, at the temperature of the settings, counted as on the page. */
  draw(length: number): Promise<LineCounts & { lines: SampledLine[] }> {
    const { temperature, topK, sampleSeed: seed } = this.#settings;
    return this.#page.evaluate(
      (wish) =>
        new Promise<LineCounts & { lines: SampledLine[] }>((resolve) => {
          const { client } = document.querySelector<PlaygroundElement>('playground-app')!.session;
          let drawn: LineCounts | undefined;
          const lines: SampledLine[] = [];
          const ends = [
            client.on('sample.lines', (message) => {
              const more = message as MessageOf<'sample.lines'>;
              drawn = more.counts;
              lines.push(...more.lines);
            }),
            client.on('sample.ended', () => {
              if (drawn?.drawn !== wish.length) return;
              ends.forEach((end) => end());
              resolve({ ...drawn, lines });
            }),
          ];
          client.send({ type: 'sample.draw', prompt: '', ...wish });
        }),
      { temperature, topK, length, seed },
    );
  }
}

/** As short as a person would write it: the page knows the defaults of the task. */
function linkOf(chosen: Partial<Settings>): string {
  const said = Object.entries(chosen).map(([key, value]) => [
    settingsTable[key as SettingKey].urlKey,
    String(value),
  ]);
  // no gates that would be read beside training
  return new URLSearchParams([...said, ['view', 'loss']]).toString();
}
