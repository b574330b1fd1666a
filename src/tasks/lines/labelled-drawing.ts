/** Lines that are drawn by label, and trigrams that say which label they sound like. */
import { fitTrigrams } from '../../data/rivals/trigrams.ts';
import { type RivalRow, shareRight } from '../../data/rivals/rival.ts';
import { Verdicts } from '../../data/scores/verdicts.ts';
import type { SplitRows } from '../../data/split-rows.ts';
import type { LabelledTokens } from '../../data/tokens/labelled-tokens.ts';
import { runAtOnce } from '../../lib/slices.ts';
import type { LabelledDrawing } from '../task.ts';
import type { Line } from './line-data.ts';

export function labelledDrawing(
  { train, heldOut }: SplitRows<Line>,
  set: LabelledTokens,
): LabelledDrawing {
  const { labels } = set;
  let classOf: ((text: string) => number) | undefined;
  let agreed: readonly number[] | undefined;
  // names are short: all of them are counted in a fraction of a second, when one is first drawn
  const labelOf = (text: string) =>
    (classOf ??= runAtOnce(fitTrigrams(train.map(rowOf), labels.length)))(text);
  const classifier = {
    labels,
    labelOf,
    get heldOutAgreed() {
      return (agreed ??= labels.map((_, label) => {
        const own = heldOut.map(rowOf).filter((row) => row.label === label);
        return shareRight(own, ({ text }) => labelOf(text));
      }));
    },
  };
  return {
    labels,
    tokens: labels.map((_, label) => set.tokenOf(label)),
    verdicts: () => new Verdicts(classifier),
  };
}

const rowOf = ({ text, label = 0 }: Line): RivalRow => ({ text, label });
