/** What comes next in this series? Numbers in, numbers out, and then on its own. */
import { drawingKeys } from '../../config/view-settings.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';

const advice = 'Write one number per line, or a table (CSV)';
const save = 'Save it with numpy.save, of float64, with one row for each time step';

const info: TaskInfo = {
  id: 'series',
  name: 'Continue a series',
  shows: 'Train a recurrent net to predict the next numbers of a series, and let it go on alone.',
  unit: 'number',
  rows: 'values',
  lacks: [...drawingKeys, ...(['symbols', 'input', 'embeddingSize'] as const)],
  own: ['column', 'inputColumns'],
  metrics: [{ id: 'rmse', name: 'Error (RMSE)', format: 'number', better: 'smaller' }],
  problems: {
    en: {
      'no number': { what: 'there is no number: found {found}', advice },
      'no number in column': {
        what: 'there is no number in a column: column {column}, found {found}',
        advice,
      },
      'too few': { what: 'there are too few numbers: numbers {numbers}, needed {needed}', advice },
      'npy begins': { what: 'the file is no NumPy array: begins {begins}', advice: save },
      'npy cut': { what: 'the NumPy array is cut: bytes {bytes}, needed {needed}', advice: save },
      'npy type': { what: 'the NumPy array holds no real numbers: dtype {type}', advice: save },
      'npy shape': { what: 'the NumPy array is no series: shape {shape}', advice: save },
      'npy size': {
        what: 'the NumPy array is too large: numbers {numbers}, limit {limit}',
        advice: 'Save part of it, or fewer columns',
      },
    },
  },
  views: { lacks: ['sample', 'example-loss'], own: ['forecast'] },
};

export const series: Task = {
  info,
  sources: [
    { id: 'sines', title: 'Three sine waves' },
    { id: 'square', title: 'A noisy square wave' },
    { id: 'mackey-glass', title: 'Chaos (Mackey–Glass)' },
    { id: 'lorenz', title: 'Chaos in three columns (Lorenz)' },
  ],

  async open(source, settings, work) {
    const { openSeries } = await loaded(() => import('./open-series.ts'));
    return openSeries(series, source, settings, work);
  },
};
