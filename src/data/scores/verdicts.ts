/** What a simple classifier says of lines that were drawn by label: do they sound like what they are to be? */
import type { LabelCounts, LineKind } from '../../protocol/frames.ts';

export interface LabelClassifier {
  readonly labels: readonly string[];
  /** Number of the label that it gives a text. */
  labelOf(text: string): number;
  /** Of the held-out ones of each label, the share that is given it; NaN where there are none. */
  readonly heldOutAgreed: readonly number[];
}

/** Counts lines one by one, as they are drawn. */
export class Verdicts {
  readonly #classifier: LabelClassifier;
  readonly #counts: LabelCounts[];

  constructor(classifier: LabelClassifier) {
    this.#classifier = classifier;
    const { labels, heldOutAgreed } = classifier;
    this.#counts = labels.map((label, at) => {
      return { label, drawn: 0, isNew: 0, agreed: 0, heldOutAgreed: heldOutAgreed[at] };
    });
  }

  /**
   * @param label number of the one it was drawn for
   * @returns the label that it was drawn for, and the one that the classifier gives it
   */
  add(text: string, label: number, kind: LineKind): { label: string; verdict: string } {
    const given = this.#classifier.labelOf(text);
    const count = this.#counts[label];
    count.drawn++;
    if (kind === 'new') count.isNew++;
    if (given === label) count.agreed++;
    const { labels } = this.#classifier;
    return { label: labels[label], verdict: labels[given] };
  }

  /** Of labels that something was drawn for. */
  get counts(): LabelCounts[] {
    return this.#counts.filter(({ drawn }) => drawn > 0).map((count) => ({ ...count }));
  }
}
