/** The settings of the page; those that have a default of their own for a net follow it unless chosen. */
import { defaultOf } from '../../config/defaults.ts';
import type { Settings } from '../../config/settings.ts';
import { Store } from './store.ts';

export class SettingsStore extends Store<Settings> {
  /** The learning rate is another one than its net's default, or was when it was set. */
  #isRateChosen: boolean;

  readonly #rateOf: (net: Settings) => number;

  constructor(settings: Settings, rateOf = (net: Settings) => defaultOf('learningRate', net)) {
    super(settings);
    this.#rateOf = rateOf;
    this.#isRateChosen = this.#isOwnRate(settings);
  }

  override set(settings: Settings): void {
    const { learningRate, cell, layers } = this.value;
    const isOtherNet = settings.cell !== cell || settings.layers !== layers;
    if (settings.learningRate !== learningRate) this.#isRateChosen = this.#isOwnRate(settings);
    else if (isOtherNet && !this.#isRateChosen) {
      super.set({ ...settings, learningRate: this.#rateOf(settings) });
      return;
    }
    super.set(settings);
  }

  /** Of a link or of a run: as they are, whatever was chosen before. */
  adopt(settings: Settings): void {
    this.#isRateChosen = this.#isOwnRate(settings);
    super.set(settings);
  }

  #isOwnRate(settings: Settings): boolean {
    return settings.learningRate !== this.#rateOf(settings);
  }
}
