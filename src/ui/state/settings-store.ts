/** The settings of the page; those that have a default of their own for a net follow it unless chosen. */
import { defaultOf, type NetKey, netKeys } from '../../config/defaults.ts';
import type { Settings } from '../../config/settings.ts';
import { OwnStore } from './store.ts';

type DefaultOf = (key: NetKey, net: Settings) => Settings[NetKey];

export class SettingsStore extends OwnStore<Settings> {
  /** Those that are another one than their net's default, or were when they were set. */
  #chosen: ReadonlySet<NetKey>;

  readonly #defaultOf: DefaultOf;

  constructor(settings: Settings, ofNet: DefaultOf = defaultOf) {
    super(settings);
    this.#defaultOf = ofNet;
    this.#chosen = this.#notDefault(settings);
  }

  change(changes: Partial<Settings>): void {
    const next = this.after(changes);
    this.#chosen = this.#chosenAfter({ ...this.value, ...changes });
    this.set(next);
  }

  /** What they would be then. */
  after(changes: Partial<Settings>): Settings {
    const settings = { ...this.value, ...changes };
    const isOtherNet = (['task', 'cell', 'layers'] as const).some(
      (key) => settings[key] !== this.value[key],
    );
    if (!isOtherNet) return settings;
    const set = this.#setIn(settings);
    const chosen = this.#chosenAfter(settings);
    const follow = netKeys.filter((key) => !set.includes(key) && !chosen.has(key));
    // the others stand at what suits the cell that there will be
    const cell = follow.includes('cell') ? this.#defaultOf('cell', settings) : settings.cell;
    const net: Settings = { ...settings, cell: String(cell) };
    const followed = follow.map((key) => [key, this.#defaultOf(key, net)]);
    return { ...settings, ...(Object.fromEntries(followed) as Partial<Settings>) };
  }

  /** Of a link or of a run: as they are, whatever was chosen before. */
  adopt(settings: Settings): void {
    this.#chosen = this.#notDefault(settings);
    this.set(settings);
  }

  /** The controls show what holds, whatever was entered there. */
  showAgain(): void {
    this.set({ ...this.value });
  }

  /** Those that are others in these. */
  #setIn(settings: Settings): readonly NetKey[] {
    return netKeys.filter((key) => settings[key] !== this.value[key]);
  }

  #chosenAfter(settings: Settings): ReadonlySet<NetKey> {
    const set = this.#setIn(settings);
    const own = this.#notDefault(settings);
    return new Set(netKeys.filter((key) => (set.includes(key) ? own : this.#chosen).has(key)));
  }

  #notDefault(settings: Settings): ReadonlySet<NetKey> {
    return new Set(netKeys.filter((key) => settings[key] !== this.#defaultOf(key, settings)));
  }
}
