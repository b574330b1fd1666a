/** The cells' LaTeX becomes trees of plain MathML when the page is built. */
import { cells as equations, looking, output, type MathTree } from 'virtual:equations';
import { expect, test } from 'vitest';
import { parseMarkup, toMath } from '../../scripts/vite/equations.ts';
import { cells } from '../cells/index.ts';

const textOf = ([, , ...children]: MathTree): string =>
  children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
const plain = (tree: MathTree) => textOf(tree).replaceAll('\u2061', '');

function* nodesOf(tree: MathTree): Generator<MathTree> {
  yield tree;
  for (const child of tree.slice(2))
    if (typeof child !== 'string') yield* nodesOf(child as MathTree);
}

test('the marks of time and the stacked vectors read as the course writes them', () => {
  const math = toMath(String.raw`\Gamma_u = \sigma(W_u[\prev{a}, \now{x}] + b_u)`);
  expect(plain(math)).toBe('Γu=σ(Wu[a⟨t−1⟩,x⟨t⟩]+bu)');
  expect(plain(output)).toBe('yˆ⟨t⟩=softmax(Wya⟨t⟩+by)');
  expect(plain(looking[3])).toBe('yˆ⟨t⟩=softmax(Wy[s⟨t⟩,context⟨t⟩]+by)');
});

test('text of the markup is unescaped once, elements nest, styles and classes go', () => {
  expect(
    parseMarkup('<math><mo class="a" style="b" form="infix">&amp;lt;</mo><mspace></mspace></math>'),
  ).toEqual(['math', {}, ['mo', { form: 'infix' }, '&lt;'], ['mspace', {}]]);
});

test('every trace that a cell shows has its equation, and every gate its weights', () => {
  for (const { id, gates, inputGates, states } of cells) {
    const { lines, gates: stored } = equations[id]!;
    const seen = [...gates, ...states].filter(({ role }) => role);
    const shown = seen.map((trace) => trace.id);
    expect(new Set(lines.map(({ trace }) => trace)), id).toEqual(new Set(shown));
    // in the order of PyTorch's row blocks
    const rows = inputGates?.map((gate) => gates[gate]) ?? gates;
    expect(stored.map((gate) => gate.role)).toEqual(rows.map((gate) => gate.role));
    for (const { math } of lines) {
      for (const [name, attributes] of nodesOf(math)) {
        expect(name).toMatch(/^m[a-z]+$/);
        expect(attributes).not.toHaveProperty('style');
        expect(attributes).not.toHaveProperty('class');
      }
    }
  }
});

test('peepholes and the bias inside the reset stand beside the gates that have them', () => {
  const vectorsOf = (id: string) =>
    equations[id]!.gates.map(({ role, vector }) => [role, vector && plain(vector)]);
  expect(equations['lstm-peephole']!.vectors).toBe('weight_peephole');
  expect(vectorsOf('lstm-peephole')).toEqual([
    ['update', 'vu'],
    ['forget', 'vf'],
    ['candidate', null],
    ['output', 'vo'],
  ]);
  expect(equations['gru-reset-after']!.vectors).toBe('bias_hn');
  expect(vectorsOf('gru-reset-after')).toEqual([
    ['reset', null],
    ['update', null],
    ['candidate', 'bcc'],
  ]);
  expect(equations.lstm!.vectors).toBeNull();
});

test('LaTeX that is none stops the build', () => {
  expect(() => toMath(String.raw`\frac{`)).toThrow();
});
