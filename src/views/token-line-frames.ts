/** What is read of the weights for one token: loaded with the first line that is looked at. */
import { inputGatesOf } from '../cells/cell.ts';
import { ownName, type ParameterSpec } from '../model/module.ts';
import { sectionWord } from '../model/parameters.ts';
import type { ChosenToken, TokenLineWish } from '../protocol/token-line.ts';
import type { Frames, LiveNet, Still } from './view.ts';

export async function tokenLineFrames(
  { net, data }: LiveNet,
  { line, at }: TokenLineWish,
): Promise<Frames<'token-line'> | Still<'token-line'> | null> {
  const { inputs } = data;
  const spec =
    net.model.specs.find(({ owner }) => owner.module === 'embedding') ??
    net.model.specs.find((one) => ownName(one) === 'weight_ih_l0');
  if (!spec) return null;
  const { tokens: ids, skipped } = inputs.encode(line);
  const tokens = Array.from(ids, (id) => ({ id, label: inputs.label(id) }));
  const frame = { tokens, skipped, vocabulary: inputs.size };
  if (tokens.length === 0) return { frame: (step) => ({ step, ...frame, chosen: null }) };
  const place = Math.max(0, Math.min(tokens.length - 1, Math.floor(at) || 0));
  const { words, rows } = selected(spec, ids[place]);
  const first = Math.min(...words);
  const bytes = 4 * (Math.max(...words) + 1 - first);
  const start = 4 * (sectionWord(net.model.specs, spec.section) + first);
  const section = net.sections[0].part(start, bytes);
  const reader = await net.space.openReader({ name: 'token-line', bytes, copies: 1 });
  return {
    async next(step) {
      const read = await (reader.read([section]) as Promise<ArrayBuffer>);
      const own = new Float32Array(read);
      const values = Float32Array.from(words, (word) => own[word - first]);
      const chosen = { at: place, parameter: spec.name, rows: rowsOf(values, rows) };
      return { step, ...frame, chosen };
    },
    destroy: () => reader.destroy(),
  };
}

/** The words of a section that a token selects, and the rows that they make. */
function selected(spec: ParameterSpec, token: number) {
  const { shape, owner } = spec;
  const [rows, columns] = shape;
  if (owner.module !== 'stack') {
    const words = Array.from({ length: columns }, (_, at) => spec.place(token * columns + at).word);
    return { words, rows: [null] };
  }
  const { cell } = owner;
  const words = Array.from({ length: rows }, (_, row) => spec.place(row * columns + token).word);
  return { words, rows: inputGatesOf(cell).map((gate) => cell.gates[gate].letter ?? '') };
}

function rowsOf(values: Float32Array<ArrayBuffer>, names: (string | null)[]): ChosenToken['rows'] {
  const length = values.length / names.length;
  return names.map((gate, at) => ({ gate, values: values.slice(at * length, (at + 1) * length) }));
}
