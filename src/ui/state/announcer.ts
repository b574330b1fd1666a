/**
 * What a screen reader hears of training: how it stands every half minute, and at once when it
 * pauses, stops or is validated. A loss that changes with each step would drown everything else.
 */
import { msg, str } from '@lit/localize';
import type { MetricInfo } from '../../protocol/metrics.ts';
import type { TrainingProgress, ValidationResult } from '../../protocol/training.ts';
import { fixed, grouped, perplexityOf } from '../format.ts';
import { metricValue } from '../words/metrics.ts';
import { type Readable, Store } from './store.ts';

export const everyMs = 30_000;

export class Announcer {
  readonly #words = new Store('');
  /** The latest sentence. */
  readonly words: Readable<string> = this.#words;

  #now: () => number;
  #state: TrainingProgress['state'] = 'idle';
  #spokenAt = 0;

  /** @param now milliseconds, as `performance.now()` gives them */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** With every progress; the loss is the latest one, null where there is none. */
  progressed({ state, step }: TrainingProgress, loss: number | null): void {
    const before = this.#state;
    this.#state = state;
    if (state === 'running') {
      if (before !== 'running') this.#spokenAt = this.#now();
      else if (this.#now() - this.#spokenAt >= everyMs) this.#say(this.#standing(step, loss));
    } else if (before === 'running' && state === 'paused') {
      this.#say(msg(str`Paused. ${this.#standing(step, loss)}`));
    } else if (before === 'running' && state === 'stopped') {
      this.#say(msg(str`Training stopped at step ${grouped(step)}.`));
    }
  }

  /** All held-out characters, as after a pause or on demand; those in between stay silent. */
  validated(
    { loss, tokens, total, metrics = {} }: ValidationResult,
    metric: MetricInfo | null = null,
  ): void {
    if (tokens < total) return;
    const [nats, perplexity] = [fixed(loss, 4), perplexityOf(loss)];
    const value = metric ? metrics[metric.id] : undefined;
    // numbers have no perplexity, and their loss is the square of the error
    if (metric?.format === 'number') return this.#say(`${metric.name} ${metricValue(value)}.`);
    this.#say(
      metric && value !== undefined
        ? msg(
            str`${metric.name} ${metricValue(value)}, validation loss ${nats}, perplexity ${perplexity}.`,
          )
        : msg(str`Validation loss ${nats}, perplexity ${perplexity}.`),
    );
  }

  /** What was said of a net that is gone. */
  forget(): void {
    this.#words.set('');
  }

  #standing(step: number, loss: number | null): string {
    return loss === null
      ? msg(str`Step ${grouped(step)}.`)
      : msg(str`Step ${grouped(step)}, training loss ${fixed(loss, 3)}.`);
  }

  #say(words: string): void {
    this.#spokenAt = this.#now();
    this.#words.set(words);
  }
}
