/** The text that nets learn from: which one is open. */
import type { TextInfo } from '../../protocol/text-info.ts';
import { OwnStore } from './store.ts';

export class OpenText extends OwnStore<TextInfo | null> {
  constructor() {
    super(null);
  }

  opened(info: TextInfo): void {
    this.set(info);
  }
}
