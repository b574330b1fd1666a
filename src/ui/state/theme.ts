/** Light or dark: the system's choice unless the person made one, which is remembered. */
import { type Readable, Store } from './store.ts';

export type ThemeChoice = 'auto' | 'light' | 'dark';

const storageKey = 'unrolled.theme';
const choices: readonly ThemeChoice[] = ['auto', 'light', 'dark'];

class Theme {
  readonly #choice = new Store<ThemeChoice>('auto');
  readonly choice: Readable<ThemeChoice> = this.#choice;
  readonly #shown = new Store<'light' | 'dark'>('light');
  /** What is shown; charts and pictures are redrawn when it changes. */
  readonly shown: Readable<'light' | 'dark'> = this.#shown;

  #system = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.#choice.set(remembered());
    this.#system.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  next(): void {
    const choice = choices[(choices.indexOf(this.choice.value) + 1) % choices.length];
    this.#choice.set(choice);
    try {
      localStorage.setItem(storageKey, choice);
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
    this.#apply();
  }

  #apply(): void {
    const choice = this.choice.value;
    const shown = choice === 'auto' ? (this.#system.matches ? 'dark' : 'light') : choice;
    document.documentElement.dataset.theme = shown;
    this.#shown.set(shown);
  }
}

function remembered(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return choices.find((choice) => choice === stored) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** There is one document, so there is one theme. */
export const theme = new Theme();
