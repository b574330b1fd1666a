/**
 * Whatever a model calls its parts, its weights are found by what they are: the recurrent layer is
 * the module that holds `weight_hh_l0`, the head the other one with a weight and a bias, the
 * embedding the other one with a weight alone. `module.lstm.weight_hh_l0` and `fc.weight` serve as
 * `rnn.weight_hh_l0` and `head.weight`.
 */
import { CheckpointError } from '../lib/errors.ts';
import { cutText } from '../lib/inline-text.ts';
import type { NameList } from '../lib/problems.ts';
import type { ParameterSpec } from './module.ts';

/** Names that are told before the others are only counted. */
const listedNames = 6;
const firstRecurrent = 'weight_hh_l0';

/** Names in the file by those of the parameters of this net, as far as their modules are clear. */
export function moduleNames(names: Iterable<string>): Map<string, string> {
  const all = [...names];
  const recurrent = all.filter((name) => lastPart(name) === firstRecurrent).map(moduleOf);
  if (recurrent.length !== 1) return new Map(all.map((name) => [name, name]));
  const [rnn] = recurrent;
  const others = new Map<string, Set<string>>();
  for (const name of all) {
    const module = moduleOf(name);
    if (module === rnn) continue;
    others.set(module, (others.get(module) ?? new Set()).add(lastPart(name)));
  }
  const known = new Map([[rnn, 'rnn.']]);
  const wanted = [
    ['head.', 'bias,weight'],
    ['embedding.', 'weight'],
  ] as const;
  // beside a module called rnn, those that are called as here are what they are called
  const beside = rnn.endsWith('rnn.') ? rnn.slice(0, -'rnn.'.length) : undefined;
  for (const [name] of wanted) {
    if (beside !== undefined && others.has(beside + name)) known.set(beside + name, name);
  }
  const named = new Set(known.values());
  for (const [name, parts] of wanted) {
    if (named.has(name)) continue;
    const found = [...others].filter(
      ([module, has]) => !known.has(module) && [...has].sort().join() === parts,
    );
    if (found.length === 1) known.set(found[0][0], name);
  }
  return new Map(
    all.map((name) => [(known.get(moduleOf(name)) ?? moduleOf(name)) + lastPart(name), name]),
  );
}

/** `module.lstm.` of `module.lstm.weight_hh_l0`; nothing where there is no dot. */
function moduleOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.') + 1);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** What is to know of a tensor that is missing or one too many. */
export function otherNames(
  code: 'tensor missing' | 'tensor not needed',
  name: string,
  specs: readonly ParameterSpec[],
  given: readonly string[],
): CheckpointError {
  const wanted = specs.map((spec) => spec.name);
  const values = { name: cutText(name, 60), wanted: listOf(wanted), given: listOf(given) };
  return new CheckpointError({ code, values });
}

function listOf(names: readonly string[]): NameList {
  const shown = names.slice(0, listedNames).map((name) => cutText(name, 60));
  return { names: shown, count: names.length };
}
