/** The text that nets learn from: which one is open. */
import type { TextInfo } from '../../protocol/text-info.ts';
import { named } from '../words/translated.ts';
import { OwnStore } from './store.ts';

export class OpenText extends OwnStore<TextInfo | null> {
  constructor() {
    super(null);
  }

  opened(info: TextInfo): void {
    const { bounds, guesses } = info;
    this.set({
      ...info,
      ...(bounds && { bounds: named(bounds) }),
      ...(guesses && { guesses: named(guesses) }),
    });
  }
}
