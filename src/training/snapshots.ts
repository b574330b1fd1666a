/**
 * Copies of a run as it is after a whole number of steps. The copy is queued between two steps, so
 * training goes on at once; it is named and laid out for the boundary afterwards, in slices.
 */
import { Readback, type Ticket } from '../gpu/readback.ts';
import type { Tuning } from '../config/tuning.ts';
import { SettingsError } from '../lib/errors.ts';
import { runWithPauses } from '../lib/slices.ts';
import { type NamedValues, unpackSlices } from '../model/parameters.ts';
import { parameterCount } from '../model/shape.ts';
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

  private constructor(trainer: Trainer) {
    this.#trainer = trainer;
    const { ledger } = trainer.net.engine;
    const bytes = this.#ranges().reduce((sum, range) => sum + range.bytes, 0);
    this.#readback = new Readback(ledger, 'snapshot', bytes, 1);
  }

  /** @throws SettingsError when there is no memory for the copy; nothing is left behind then */
  static async create(trainer: Trainer): Promise<Snapshots> {
    const { device } = trainer.net.engine.gpu;
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const snapshots = new Snapshots(trainer);
    const problems = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    if (problems.every((problem) => problem === null)) return snapshots;
    snapshots.destroy();
    throw new SettingsError({
      where: 'net',
      what: 'there is no memory for the copy of the weights that saving needs',
      values: { parameters: parameterCount(trainer.net.shape) },
      advice: 'Choose a smaller hidden size or fewer layers',
    });
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
    const ticket = this.#readback.copy(encoder, this.#ranges()) as Ticket;
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

  #ranges() {
    return [...this.#trainer.net.ranges, ...this.#trainer.stateRanges];
  }
}
