/**
 * Vite plugin for `virtual:equations`: what the cells say of themselves in LaTeX, as trees of MathML
 * made when the page is built. Nothing that reads LaTeX reaches the browser, and the page draws the
 * trees without parsing markup.
 */
import temml from 'temml';
import { runnerImport, type Plugin } from 'vite';
import type { CellEquations, MathTree } from 'virtual:equations';
import type { Cell } from '../../src/cells/cell.ts';

const virtualId = 'virtual:equations';
const resolvedId = `\0${virtualId}`;

/** The course's marks of time, so that the cells stay readable. */
const macros = {
  '\\now': '#1^{\\langle t\\rangle}',
  '\\prev': '#1^{\\langle t-1\\rangle}',
};

const output = String.raw`\now{\hat{y}} = \operatorname{softmax}(W_y \now{a} + b_y)`;
/** Of a decoder in the states s that looks back at the states a of its encoder. */
const looking = [
  String.raw`e^{\langle t, t'\rangle} = v^{\mathsf{T}} \tanh(W a^{\langle t'\rangle} + U \now{s})`,
  String.raw`\alpha^{\langle t, t'\rangle} = \operatorname{softmax}_{t'}(e^{\langle t, t'\rangle})`,
  String.raw`\now{\mathrm{context}} = \sum_{t'} \alpha^{\langle t, t'\rangle} a^{\langle t'\rangle}`,
  String.raw`\now{\hat{y}} = \operatorname{softmax}(W_y [\now{s}, \now{\mathrm{context}}] + b_y)`,
];

export function toMath(latex: string): MathTree {
  const markup = temml.renderToString(latex, {
    macros: { ...macros },
    throwOnError: true,
    trust: false,
  });
  return parseMarkup(markup);
}

/**
 * Reads the well-formed markup that temml writes. Classes and styles go: they are for a style sheet
 * that the page does not load, and its policy lets no style attribute in.
 */
export function parseMarkup(markup: string): MathTree {
  const root: MathTree = ['root', {}];
  const open = [root];
  for (const [, close, name, attributes, text] of markup.matchAll(
    /<(\/?)([a-z]+)((?:\s[^<>]*)?)>|([^<]+)/g,
  )) {
    const parent = open[open.length - 1];
    if (text !== undefined) parent.push(unescapeText(text));
    else if (close) open.pop();
    else {
      const kept = [...attributes.matchAll(/([a-z-]+)="([^"]*)"/g)]
        .filter(([, key]) => key !== 'class' && key !== 'style')
        .map(([, key, value]) => [key, unescapeText(value)]);
      const node: MathTree = [name, Object.fromEntries(kept) as Record<string, string>];
      parent.push(node);
      open.push(node);
    }
  }
  return root[2] as MathTree;
}

function unescapeText(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return text.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => named[name]);
}

export function equationsOf(cell: Cell): CellEquations {
  const { id, equations } = cell;
  const { recurrent: state, lines } = equations;
  // the row blocks of PyTorch's weights
  const gates = cell.inputGates?.map((gate) => cell.gates[gate]) ?? cell.gates;
  const roles = new Map([...cell.states, ...cell.gates].map((value) => [value.id, value.role]));
  return {
    lines: lines.map(({ trace, latex }) => {
      const role = roles.get(trace);
      if (!role) throw new Error(`equations: no role for a line: cell ${id}, trace ${trace}.`);
      return { trace, role, math: toMath(latex) };
    }),
    vectors: cell.vectors?.name ?? null,
    gates: gates.map(({ id: gate, letter, role, negated = false }, row) => {
      if (!letter) throw new Error(`equations: no letter for a gate: cell ${id}, gate ${gate}.`);
      const recurrent = cell.recurrentGates?.[row] ?? row;
      const vector = cell.vectors?.terms.find((term) => term.gate === recurrent);
      return {
        role,
        negated,
        stacked: toMath(`W_${letter}`),
        recurrent: toMath(`W_{${letter}${state}}`),
        input: toMath(`W_{${letter}x}`),
        // a second bias within the gate needs the first one told apart, as in the cell's own lines
        bias: toMath(vector && !vector.times ? `b_{${letter}x}` : `b_${letter}`),
        vector: vector ? toMath(vector.times ? `v_${letter}` : `b_{${letter}${state}}`) : null,
      };
    }),
  };
}

export function equationsPlugin(): Plugin {
  let root = '.';
  return {
    name: 'equations',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (id) => (id === virtualId ? resolvedId : undefined),
    async load(id) {
      if (id !== resolvedId) return undefined;
      const { module, dependencies } = await runnerImport<{ allCells: readonly Cell[] }>(
        './src/cells/index.ts',
        { root, configFile: false, logLevel: 'error' },
      );
      for (const file of dependencies) this.addWatchFile(file);
      const cells = Object.fromEntries(module.allCells.map((cell) => [cell.id, equationsOf(cell)]));
      return `export const cells = ${JSON.stringify(cells)};
export const output = ${JSON.stringify(toMath(output))};
export const looking = ${JSON.stringify(looking.map((line) => toMath(line)))};`;
    },
  };
}
