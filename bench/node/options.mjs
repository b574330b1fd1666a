/** What may be asked of the bench in Node. */
import { parseArgs } from 'node:util';

/** Forms of kernels on the GPU; on the CPU by one thread and by all: ours, and PyTorch's. */
const forms = ['registers', 'quads', 'tiles', 'cpu1', 'cpu', 'torch1', 'torch'];

/** @param configs those there are */
export function readNodeOptions(args, configs) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: configs.join(',') },
      form: { type: 'string', default: forms.join(',') },
      repeats: { type: 'string', default: '7' },
      budget: { type: 'string', default: '60' },
      json: { type: 'string' },
      checks: { type: 'boolean', default: false },
    },
  });
  return {
    configs: chosen(values.only, configs),
    forms: chosen(values.form, forms),
    repeats: Math.ceil(positive(values.repeats, 'repeats')),
    budgetMs: 1000 * positive(values.budget, 'budget'),
    json: values.json,
    checks: values.checks,
  };
}

export function chosen(text, known) {
  const names = text.split(',').filter(Boolean);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`bench: there is no ${unknown.join(', ')}. Choose among ${known.join(', ')}.`);
  return names;
}

export function positive(text, name) {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`bench: --${name} is no number above 0: ${text}. Give one.`);
  return number;
}
