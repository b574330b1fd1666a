/** A run that a test moves on by hand, and that copies itself as often as it is asked to. */
import { defaultSettings } from '../config/settings.ts';
import { tuningOf } from '../config/tuning.ts';
import type { TaskData } from '../tasks/task.ts';
import type { KeepableRun } from '../keeping/files.ts';
import { initialParameters } from '../model/initialisation.ts';
import { parameterSpecs } from '../model/shape.ts';
import { CarriedStates } from '../training/carried-states.ts';
import { History } from '../training/history.ts';
import { designOf } from '../net/planned-net.ts';
import type { Snapshot } from '../training/snapshots.ts';
import type { ManualClock } from './manual-clock.ts';

export const stillSettings = { ...defaultSettings(), hiddenSize: 2, batchSize: 2, timeSteps: 2 };

export class StillRun implements KeepableRun {
  step = 0;
  seconds = 0;
  momentSteps = 0;
  settings = stillSettings;
  kernels = 'tiles' as const;
  history = new History();
  initial = undefined;
  isSound = true;
  lastGood: Snapshot | undefined;
  presentCopy: Snapshot | undefined;
  best: Snapshot | undefined;
  copies = 0;
  /** Milliseconds that a copy takes. */
  copyMs = 0;
  failure: Error | undefined;

  readonly text: TaskData;
  readonly #clock: ManualClock;

  constructor(text: TaskData, clock: ManualClock) {
    this.text = text;
    this.#clock = clock;
  }

  copy(step = this.step): Snapshot {
    const { shape, optimizer } = designOf(this.settings, this.text);
    const weights = initialParameters(parameterSpecs(shape), step);
    const moments = optimizer.moments.map((order) => ({ order, values: weights }));
    const carried = new CarriedStates(shape, this.settings);
    const states = carried.unpack(new Float32Array(carried.words));
    return { step, tuning: tuningOf(this.settings), weights, moments, states };
  }

  snapshot(): Promise<Snapshot> {
    if (this.failure) return Promise.reject(this.failure);
    this.copies++;
    this.#clock.advance(this.copyMs);
    return Promise.resolve(this.copy());
  }
}
