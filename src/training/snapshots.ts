/**
 * Copies of a run as it is after a whole number of steps. The copy is queued between two steps, so
 * training goes on at once; it is named and laid out for the boundary afterwards, in slices.
 */
import type { Reader, Section } from '../backend/backend.ts';
import type { Tuning } from '../config/tuning.ts';
import { runWithPauses } from '../lib/slices.ts';
import { type NamedValues, unpackSlices } from '../model/parameters.ts';
import { type Moment, signsOfMoment } from './net.ts';
import type { Trainer } from './trainer.ts';

export interface Snapshot {
  /** Steps made. */
  step: number;
  tuning: Tuning;
  weights: NamedValues[];
  /** Those that the optimizer keeps, each under the parameters' names. */
  moments: Moment[];
  /** None where nothing is carried. */
  states: NamedValues[];
}

export class Snapshots {
  readonly #trainer: Trainer;
  readonly #reader: Reader;

  private constructor(trainer: Trainer, reader: Reader) {
    this.#trainer = trainer;
    this.#reader = reader;
  }

  /** @throws SettingsError when there is no memory for the copy; nothing is left behind then */
  static async create(trainer: Trainer): Promise<Snapshots> {
    const bytes = sectionsOf(trainer).reduce((sum, section) => sum + section.bytes, 0);
    const reading = { name: 'snapshot', bytes, copies: 1 };
    return new Snapshots(trainer, await trainer.net.space.openReader(reading));
  }

  /** False while a copy is under way. */
  get ready(): boolean {
    return this.#reader.isReady;
  }

  /** Only between steps, and only when ready. @throws when the device is lost */
  async take(): Promise<Snapshot> {
    const { net, carried, step, tuning } = this.#trainer;
    const reading = this.#reader.read(sectionsOf(this.#trainer)) as Promise<ArrayBuffer>;
    const flat = new Float32Array(await reading);
    const words = net.sections[0].bytes / 4;
    const section = (index: number) => flat.subarray(index * words, (index + 1) * words);
    const weights = await runWithPauses(unpackSlices(net.model.specs, section(0)));
    const moments: Moment[] = [];
    for (const [index, order] of net.optimizer.moments.entries()) {
      const slices = unpackSlices(net.model.specs, section(index + 1), signsOfMoment(order));
      moments.push({ order, values: await runWithPauses(slices) });
    }
    const states = carried?.unpack(flat.subarray((1 + moments.length) * words)) ?? [];
    return { step, tuning, weights, moments, states };
  }

  destroy(): void {
    this.#reader.destroy();
  }
}

function sectionsOf({ net, stateSections }: Trainer): Section[] {
  return [...net.sections, ...stateSections];
}
