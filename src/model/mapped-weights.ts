/**
 * The weights of a net for one that reads and answers with more tokens: what belongs to a token moves
 * with its symbol, wherever that stands now. Of tokens that are new it is what a new net begins with.
 */
import { ownName, type ParameterSpec } from './module.ts';
import type { NamedValues } from './parameters.ts';

export interface Symbols {
  before: readonly string[];
  now: readonly string[];
}

/**
 * @param before by name, of the net as it was
 * @param fresh what the new net has where there was nothing before
 * @param isOneHot tokens select columns of the first layer's input weights
 */
export function mappedWeights(
  specs: readonly ParameterSpec[],
  { before, fresh }: Record<'before' | 'fresh', readonly NamedValues[]>,
  symbols: Symbols,
  isOneHot: boolean,
): NamedValues[] {
  const known = new Map(symbols.before.map((symbol, id) => [symbol, id]));
  const places = symbols.now.map((symbol) => known.get(symbol));
  return specs.map((spec, at) => {
    const { name, shape } = spec;
    const { values: old } = before.find((one) => one.name === name) as NamedValues;
    const axis = axisOf(spec, isOneHot);
    if (axis === null) return { name, shape, values: old.slice() };
    const sizes = { before: symbols.before.length, now: symbols.now.length };
    const values = fresh[at].values.slice();
    // rows of a matrix, or of a window's columns one block after another
    const inner = axis === 'rows' ? (shape[1] ?? 1) : 1;
    const outer = values.length / inner / sizes.now;
    for (let block = 0; block < outer; block++) {
      places.forEach((place, id) => {
        if (place === undefined) return;
        const from = (block * sizes.before + place) * inner;
        values.set(old.subarray(from, from + inner), (block * sizes.now + id) * inner);
      });
    }
    return { name, shape, values };
  });
}

/** Along which its values belong to tokens; null: to none. */
function axisOf(spec: ParameterSpec, isOneHot: boolean): 'rows' | 'columns' | null {
  const { module } = spec.owner;
  if (module === 'embedding' || module === 'head') return 'rows';
  return isOneHot && ownName(spec).startsWith('weight_ih_l0') ? 'columns' : null;
}
