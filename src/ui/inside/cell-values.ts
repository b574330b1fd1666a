/**
 * The values on the wires of a cell's drawing, for one unit at one time step: those the probe read,
 * and what the drawing's operations make of them.
 */
import { formatFixed } from '../../lib/format.ts';
import type { Activation, Diagram, DiagramNode } from '../../protocol/diagram.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import { largest } from '../gates/unit-order.ts';
import type { Scale } from '../gates/traces.ts';

export interface NodeValue {
  value: number;
  /** Ends of the colour scale. */
  scale: Scale;
  /** As an expression of numbers: `0.2310 * 0.9120`; for what was read itself, the number. */
  made: string;
}

/** What the probe read of one unit at one time step. */
export interface CellProbe {
  now(trace: string): number;
  before(state: string): number;
  scale(trace: string): Scale;
}

const write = (value: number) => formatFixed(value, 4).replaceAll('-', '−');
/** A negative number, or a sum, within a product. */
const factor = (made: string) => (/^−|[+]/.test(made) ? `(${made})` : made);

/** By node; without entries for what carries no number. */
export function nodeValues(diagram: Diagram, probe: CellProbe): Map<string, NodeValue> {
  const values = new Map<string, NodeValue>();
  const valueOf = (id: string): NodeValue | undefined => {
    const known = values.get(id);
    if (known) return known;
    const found = compute(diagram.nodes[id], probe, () =>
      diagram.wires.flatMap(([from, to]) => (to === id ? (valueOf(from) ?? []) : [])),
    );
    if (found) values.set(id, found);
    return found;
  };
  Object.keys(diagram.nodes).forEach(valueOf);
  return values;
}

function compute(
  node: DiagramNode,
  probe: CellProbe,
  inputsOf: () => NodeValue[],
): NodeValue | undefined {
  if (node.kind === 'input' || node.kind === 'cell' || node.kind === 'above') return undefined;
  if (node.kind === 'before') {
    const value = probe.before(node.state);
    return { value, scale: probe.scale(node.state), made: write(value) };
  }
  if (node.kind === 'gate' || node.kind === 'now') {
    const value = probe.now(node.trace);
    return { value, scale: probe.scale(node.trace), made: write(value) };
  }
  const result = operate(node.kind, inputsOf());
  if (!node.trace) return result;
  return { ...result, value: probe.now(node.trace), scale: probe.scale(node.trace) };
}

function operate(kind: 'times' | 'plus' | 'one-minus' | 'tanh', inputs: NodeValue[]): NodeValue {
  const made = inputs.map((input) => input.made);
  const size = Math.max(...inputs.map(({ scale }) => scale.high));
  const symmetric: Scale = { low: -size, high: size };
  const [{ value, scale }] = inputs;
  switch (kind) {
    case 'times': {
      const product = inputs.reduce((all, input) => all * input.value, 1);
      return { value: product, scale: symmetric, made: made.map(factor).join(' * ') };
    }
    case 'plus': {
      const sum = inputs.reduce((all, input) => all + input.value, 0);
      return { value: sum, scale: symmetric, made: made.join(' + ') };
    }
    case 'one-minus':
      return { value: 1 - value, scale, made: `(1 − ${made[0]})` };
    case 'tanh':
      return {
        value: Math.tanh(value),
        scale: { low: -1, high: 1 },
        made: `tanh(${write(value)})`,
      };
  }
}

/**
 * What went into an activation, from what came out, as far as a 32-bit number tells: close to the
 * ends of its range many preactivations give the same value.
 */
export function preactivation(value: number, activation: Activation): string {
  if (!Number.isFinite(value)) return '–';
  if (activation === 'linear') return write(value);
  if (activation === 'ReLU') return value > 0 ? write(value) : '≤ 0';
  const isSigmoid = activation === 'σ';
  const slope = isSigmoid ? value * (1 - value) : 1 - value ** 2;
  const rounding = 2 ** -23;
  if (slope <= 4 * rounding) return value > 0.5 ? '≫ 0' : '≪ 0';
  const inverse = isSigmoid ? Math.log(value / (1 - value)) : Math.atanh(value);
  const digits = Math.max(0, Math.min(4, Math.floor(-Math.log10((2 * rounding) / slope))));
  return inverse.toFixed(digits).replace('-', '−');
}

/** The values of one unit at one time step of a frame, both from 0. */
export function probeOf(
  { traces, starts, hiddenSize, direction, tokens }: GatesFrame,
  scales: ReadonlyMap<string, Scale>,
  unit: number,
  timeStep: number,
): CellProbe {
  const find = (list: GatesFrame['traces'], id: string) => list.find((one) => one.id === id)!;
  const now = (id: string, time = timeStep) => find(traces, id).values[time * hiddenSize + unit];
  const before = direction === 0 ? timeStep - 1 : timeStep + 1;
  const isFirst = before < 0 || before >= tokens.length;
  return {
    now,
    before: (id) => (isFirst ? find(starts, id).values[unit] : now(id, before)),
    scale: (id) => {
      const { values } = find(traces, id);
      return scales.get(id) ?? { low: -largest(values), high: largest(values) };
    },
  };
}
