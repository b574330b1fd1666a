/**
 * What a cell's drawing says that it computes, and what its composed form does compute, both as
 * words that can be compared: `plus(times(Γu, c̃), times(Γf, before cell))`.
 */
import type { Arithmetic, Cell } from '../../cells/cell.ts';
import { inputGatesOf } from '../../cells/cell.ts';
import type { Diagram, DiagramNode } from '../../protocol/diagram.ts';

/** What goes into a gate's box, in order of the alphabet, and what is made of it. */
export interface GateReading {
  activation: string;
  /** Whole vectors that meet weights: `x`, `before hidden`. */
  vectors: string[];
  /** Values of the unit itself. */
  wires: string[];
}

export interface CellReading {
  gates: Record<string, GateReading>;
  /** What each state becomes, and what goes on to the next layer. */
  states: Record<string, string>;
  above: string;
}

/** Sums and products do not care for the order of what goes in. */
const written = (kind: string, parts: readonly string[]) =>
  `${kind}(${[...parts].sort().join(', ')})`;

// ------------------------------------------------------------------------------ the drawing

export function readDrawing({ nodes, wires, vectors }: Diagram): CellReading {
  const into = (id: string) => wires.filter(([, to]) => to === id).map(([from]) => from);
  /** What the node hands on: gates and states are known by their names. */
  const nameOf = (id: string): string => {
    const node = nodes[id];
    if (node.kind === 'before') return `before ${node.state}`;
    if (node.kind === 'input') return 'x';
    if ('trace' in node && node.trace) return node.trace;
    return madeBy(id, node);
  };
  const madeBy = (id: string, { kind }: DiagramNode) => written(kind, into(id).map(nameOf));
  const reading: CellReading = { gates: {}, states: {}, above: '' };
  for (const [id, node] of Object.entries(nodes)) {
    if (node.kind === 'gate') {
      const reads = vectors.filter(([, to]) => to === id).map(([from]) => nameOf(from));
      reading.gates[node.trace] = {
        activation: node.activation,
        vectors: reads.sort(),
        wires: into(id).map(nameOf).sort(),
      };
    }
    if (node.kind === 'now') reading.states[node.trace] = stateOf(id);
    if (node.kind === 'above') reading.above = only(into(id).map(nameOf));
  }
  return reading;

  /** A state is what the one wire to it brings; where that has the state's name, what that is made of. */
  function stateOf(id: string): string {
    const from = only(into(id));
    const node = nodes[from];
    return node.kind === 'gate' ? node.trace : madeBy(from, node);
  }
}

function only(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `one of ${names.join(', ')}`;
}

// ------------------------------------------------------------------------ the composed form

type Term =
  | { kind: 'before'; state: number }
  | { kind: 'weights'; vector: number }
  | { kind: 'preactivation'; gate: number; operand?: Term }
  | { kind: 'plus' | 'times' | 'one-minus' | 'tanh' | 'σ' | 'ReLU'; parts: Term[] };

const made =
  (kind: Extract<Term, { parts: Term[] }>['kind']) =>
  (...parts: Term[]): Term => ({ kind, parts });

const symbols: Arithmetic<Term> = {
  add: made('plus'),
  multiply: made('times'),
  oneMinus: made('one-minus'),
  sigmoid: made('σ'),
  tanh: made('tanh'),
  relu: made('ReLU'),
  repeat: (vector) => vector,
};

export function readComposed(cell: Cell): CellReading {
  const { gates, states } = cell;
  const result = cell.compose<Term>({
    arithmetic: symbols,
    before: states.map((_, state): Term => ({ kind: 'before', state })),
    preactivation: (gate, operand) => ({ kind: 'preactivation', gate, operand }),
    vectors: (cell.vectors?.terms ?? []).map((_, vector): Term => ({ kind: 'weights', vector })),
  });
  const names = new Map<Term, string>();
  const isState = (state: number) => states[state].role !== undefined || state === 0;
  result.states.forEach((term, state) => isState(state) && names.set(term, states[state].id));
  result.gates.forEach((term, gate) => names.set(term, gates[gate].id));
  const nameOf = (term: Term): string => names.get(term) ?? madeOf(term);
  const madeOf = (term: Term): string => {
    if (term.kind === 'before') return `before ${states[term.state].id}`;
    if ('parts' in term) return written(term.kind, term.parts.map(nameOf));
    return term.kind;
  };
  const reading: CellReading = { gates: {}, states: {}, above: nameOf(result.states[0]) };
  result.gates.forEach((term, gate) => {
    reading.gates[gates[gate].id] = readGate(term, inputGatesOf(cell), nameOf);
  });
  result.states.forEach((term, state) => {
    const isGate = result.gates.includes(term);
    if (isState(state)) reading.states[states[state].id] = isGate ? nameOf(term) : madeOf(term);
  });
  return reading;
}

const isActivation = ({ kind }: Term) => kind === 'σ' || kind === 'tanh' || kind === 'ReLU';

function readGate(
  term: Term,
  withInput: readonly number[],
  nameOf: (term: Term) => string,
): GateReading {
  const hasActivation = isActivation(term) && 'parts' in term;
  const vectors: string[] = [];
  const wires: string[] = [];
  const read = (part: Term): void => {
    if (part.kind === 'plus') part.parts.forEach(read);
    else if (part.kind === 'preactivation') {
      if (withInput.includes(part.gate)) vectors.push('x');
      if (part.operand?.kind === 'before') vectors.push(nameOf(part.operand));
      else if (part.operand) wires.push(nameOf(part.operand));
    } else if (part.kind === 'times' && part.parts.some(({ kind }) => kind === 'weights')) {
      wires.push(...part.parts.filter(({ kind }) => kind !== 'weights').map(nameOf));
    } else if (part.kind !== 'weights') wires.push(nameOf(part));
  };
  if (hasActivation) term.parts.forEach(read);
  else read(term);
  return {
    activation: hasActivation ? term.kind : 'linear',
    vectors: vectors.sort(),
    wires: wires.sort(),
  };
}
