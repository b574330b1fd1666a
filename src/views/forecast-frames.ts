/** Runs a forecast over held-out values again and again: with what came before them, and without. */
import type { ForecastFrame } from '../protocol/forecast.ts';
import type { SeriesValues } from '../tasks/task.ts';
import { Forecaster } from '../training/forecaster.ts';
import type { Frames, LiveNet } from './view.ts';

/** Values that are read before those that are shown, shown, and of these foretold from its own. */
const [warmUp, shown, alone] = [128, 200, 100];
/** Of a person's own: how many of the last are read, and how many follow. */
const [mostOwn, ownAlone] = [228, 100];

export async function forecastFrames(
  { net, data }: LiveNet,
  { values, trained, numbers }: SeriesValues,
  line: string,
): Promise<Frames<'forecast'>> {
  const heldOut = values.slice(trained, trained + shown);
  const aloneFrom = Math.max(0, heldOut.length - alone);
  const first = Math.max(0, trained - warmUp);
  const read = numbers.words(values.slice(first, trained + heldOut.length));
  const before = trained - first;
  const { tokens, skipped } = data.line(line, mostOwn - 1);
  const own = tokens.length > 0 ? [tokens] : [];
  const steps = Math.max(read.length - 1, own.length > 0 ? tokens.length + ownAlone - 1 : 0);
  const rows = [read, read.subarray(0, before + aloneFrom), ...own];
  const forecaster = await Forecaster.create(net, rows, steps);
  const given = (words: ArrayLike<number>) =>
    Float32Array.from(words, (word) => numbers.value(word));
  return {
    async next(step): Promise<ForecastFrame> {
      const answers = await forecaster.run();
      // the answer at t foretells t + 1
      const from = (row: number, start: number, count: number) =>
        given(answers?.[row].subarray(start - 1, start - 1 + count) ?? []);
      return {
        ...{ step, values: Float32Array.from(heldOut), from: trained, aloneFrom },
        ahead: from(0, before, heldOut.length),
        alone: from(1, before + aloneFrom, heldOut.length - aloneFrom),
        own:
          own.length === 0
            ? null
            : { values: given(tokens), alone: from(2, tokens.length, ownAlone), skipped },
      };
    },
    destroy: () => forecaster.destroy(),
  };
}
