/** What people are told of an open series, and how well naive forecasts do on it. */
import { naiveForecasts, squaredErrorOf } from '../../data/rivals/naive-forecasts.ts';
import { columnErrors } from '../../data/scores/root-error.ts';
import type { NumberVectors } from '../../data/tokens/number-vectors.ts';
import type { RowsInfo, TextInfo } from '../../protocol/text-info.ts';
import type { SeriesValues } from '../task.ts';
import { shownName } from './kept-table.ts';
import type { OpenedSeries } from './series-data.ts';

/** Time steps that are shown. */
const [previewLength, lineLength] = [100, 24];

interface Read {
  set: NumberVectors;
  vectors: readonly (readonly number[])[];
}

export function describeSeries(
  { facts, found, table }: OpenedSeries,
  series: SeriesValues,
  read: Read,
): TextInfo & { rows: RowsInfo } {
  const { values, trained, predicted, names } = series;
  const total = values.length;
  const rivals = rivalsOf(series);
  const [last, mean, season] = rivals;
  const width = read.set.columns.length;
  const shown = (from: number, count: number) =>
    read.vectors
      .slice(from, from + count)
      .map((row) => row.map((value, at) => read.set.columns[at].shown(value)).join(' '));
  const lineAt = (share: number) => trained + Math.floor(share * (total - trained));
  const isOne = width === 1 && names.length === 1;
  const own = columnErrors('rmse', names.length);
  const scales = [
    ...table.read.map((name, at) => ({ name, ...read.set.columns[at].scale })),
    ...table.predicted.map((name, at) => ({ name, ...predicted.columns[at].scale })),
  ].map((one) => ({ ...one, name: shownName(one.name) }));
  return {
    ...facts,
    ...{ rare: { symbols: 0, characters: 0 }, symbols: [] },
    tokens: total,
    trainTokens: trained,
    heldOutTokens: total - trained,
    ...{ chanceLoss: mean.loss, unigramEntropy: last.loss, bigramEntropy: season.loss },
    guesses: rivals.map(({ loss, name }) => ({ ...name, loss })),
    ...(isOne
      ? { scale: predicted.columns[0].scale }
      : {
          scales: scales.filter(({ name }, at) => at === scales.findIndex((o) => o.name === name)),
        }),
    bounds: rivals.flatMap(({ name, root, roots }) => [
      { metric: 'rmse', ...name, value: root, isRival: true },
      ...own.map((metric, at) => ({ metric, ...name, value: roots[at], isRival: true })),
    ]),
    preview: shown(0, previewLength).join('\n'),
    heldOutPreview: shown(trained, previewLength).join('\n'),
    lines: [0, 1 / 3, 2 / 3].map((share) =>
      shown(lineAt(share), lineLength).join(width === 1 ? ' ' : ' / '),
    ),
    rows: {
      ...{ total, train: trained, heldOut: total - trained },
      ...{ longest: total, ...found },
    },
  };
}

/** Of each naive forecast its error on all columns together, in their deviations, and on each. */
function rivalsOf({ values, trained, predicted: { columns } }: SeriesValues) {
  const errors = columns.map(({ scale: { deviation } }, at) => {
    const own = values.map((row) => row[at]);
    return naiveForecasts(own, trained).map((forecast) => {
      const error = squaredErrorOf(forecast, own, trained);
      const { label, values: about } = forecast;
      const name = { label, ...(about && { values: about }) };
      return { name, loss: error / deviation ** 2, root: Math.sqrt(error) };
    });
  });
  const [first] = errors;
  return first.map(({ name, root }, rival) => {
    const loss = errors.reduce((sum, own) => sum + own[rival].loss, 0) / errors.length;
    return errors.length === 1
      ? { name, loss, root, roots: [root] }
      : {
          // each column has a season of its own
          ...{
            name: { label: name.label.replace(' ({season})', '') },
            loss,
            root: Math.sqrt(loss),
          },
          roots: errors.map((own) => own[rival].root),
        };
  });
}
