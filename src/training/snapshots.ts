/**
 * Copies of a run as it is after a whole number of steps. The copy is queued between two steps, so
 * training goes on at once; it is named and laid out for the boundary afterwards, in slices.
 */
import { Readback, type Ticket } from '../gpu/readback.ts';
import type { Tuning } from '../config/tuning.ts';
import type { BufferRange } from '../graph/executor.ts';
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
  states: NamedValues[];
}

export class Snapshots {
  readonly #trainer: Trainer;
  readonly #readback: Readback;

  private constructor(trainer: Trainer, readback: Readback) {
    this.#trainer = trainer;
    this.#readback = readback;
  }

  /** @throws SettingsError when there is no memory for the copy; nothing is left behind then */
  static async create(trainer: Trainer): Promise<Snapshots> {
    const bytes = rangesOf(trainer).reduce((sum, range) => sum + range.bytes, 0);
    const { ledger } = trainer.net.engine;
    return new Snapshots(trainer, await Readback.create(ledger, 'snapshot', bytes, 1));
  }

  /** False while a copy is under way. */
  get ready(): boolean {
    return this.#readback.ready;
  }

  /** Only between steps, and only when ready. @throws when the device is lost */
  async take(): Promise<Snapshot> {
    const { net, carried, step, tuning } = this.#trainer;
    const { device } = net.engine.gpu;
    const encoder = device.createCommandEncoder();
    const ticket = this.#readback.copy(encoder, rangesOf(this.#trainer)) as Ticket;
    device.queue.submit([encoder.finish()]);
    const flat = new Float32Array(await this.#readback.read(ticket));
    const words = net.ranges[0].bytes / 4;
    const section = (index: number) => flat.subarray(index * words, (index + 1) * words);
    const weights = await runWithPauses(unpackSlices(net.shape, section(0)));
    const moments: Moment[] = [];
    for (const [index, order] of net.optimizer.moments.entries()) {
      const slices = unpackSlices(net.shape, section(index + 1), signsOfMoment(order));
      moments.push({ order, values: await runWithPauses(slices) });
    }
    const states = carried.unpack(flat.subarray((1 + moments.length) * words));
    return { step, tuning, weights, moments, states };
  }

  destroy(): void {
    this.#readback.destroy();
  }
}

function rangesOf({ net, stateRanges }: Trainer): BufferRange[] {
  return [...net.ranges, ...stateRanges];
}
