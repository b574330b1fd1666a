/** What is written and drawn of each cell, against what its composed form computes. */
import { expect } from 'vitest';
import { runnerImport } from 'vite';
import type { Arithmetic, Cell, Gate, State } from '../../cells/cell.ts';
import { inputGatesOf, recurrentGatesOf } from '../../cells/cell.ts';
import { cells } from '../../cells/index.ts';
import type { Check, SourcePatch } from '../planted-bugs.ts';
import { uniformNumbers } from '../reference/random-model.ts';
import { readComposed, readDrawing } from './cell-drawing.ts';
import { type Matrix, type Meaning, type Vector, valueOfLine } from './equation-value.ts';
import { patchPlugin, root } from './page-bundle.ts';
import type { Checks } from './page-check.ts';

const inputSize = 4;
const hiddenSize = 3;

async function cellsWith(patch?: SourcePatch): Promise<readonly Cell[]> {
  if (!patch) return cells;
  const { module } = await runnerImport<{ cells: readonly Cell[] }>('./src/cells/index.ts', {
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [patchPlugin(patch)],
  });
  return module.cells;
}

const zip = (one: Vector, other: Vector, act: (a: number, b: number) => number): Vector =>
  one.map((value, at) => act(value, other[at]));
const dot = (matrix: Matrix, vector: Vector): Vector =>
  matrix.map((row) => zip(row, vector, (a, b) => a * b).reduce((sum, part) => sum + part, 0));

const arithmetic: Arithmetic<Vector> = {
  add: (a, b) => zip(a, b, (one, other) => one + other),
  multiply: (a, b) => zip(a, b, (one, other) => one * other),
  oneMinus: (a) => a.map((value) => 1 - value),
  sigmoid: (a) => a.map((value) => 1 / (1 + Math.exp(-value))),
  tanh: (a) => a.map(Math.tanh),
  relu: (a) => a.map((value) => Math.max(0, value)),
  repeat: (vector) => vector,
};

/** Random weights of a cell, a time step of it, and what the letters of its equations stand for. */
function timeStepOf(cell: Cell, seed: number) {
  const next = uniformNumbers(seed);
  const vector = (size: number): Vector => Array.from({ length: size }, () => 4 * next() - 2);
  const matrix = (columns: number): Matrix =>
    Array.from({ length: hiddenSize }, () => vector(columns));
  const own = cell.gates.map(() => ({
    input: matrix(inputSize),
    recurrent: matrix(hiddenSize),
    bias: vector(hiddenSize),
  }));
  const vectors = (cell.vectors?.terms ?? []).map(() => vector(hiddenSize));
  const step = (x: Vector, before: readonly Vector[]) =>
    cell.compose<Vector>({
      arithmetic,
      before,
      vectors,
      preactivation(gate, operand) {
        const { input, recurrent, bias } = own[gate];
        const hasInput = inputGatesOf(cell).includes(gate);
        const read = hasInput ? arithmetic.add(dot(input, x), bias) : bias.map(() => 0);
        return operand ? arithmetic.add(read, dot(recurrent, operand)) : read;
      },
    });
  const x = vector(inputSize);
  const before = cell.states.map(() => vector(hiddenSize));
  const result = step(x, before);
  /** What follows from a state of zeros, of other inputs. */
  const walk = (length: number) => {
    let states = cell.states.map((): Vector => Array.from({ length: hiddenSize }, () => 0));
    return Array.from({ length }, () => {
      const made = step(vector(inputSize), states);
      states = [...made.states];
      return made;
    });
  };
  return { own, x, before, vectors, result, walk };
}

/** The course's letter of each gate. */
const letters = { u: 'update', r: 'reset', f: 'forget', o: 'output', c: 'candidate', a: 'hidden' };

function meaningOf(
  cell: Cell,
  { own, x, before, vectors }: ReturnType<typeof timeStepOf>,
  known: ReadonlyMap<string, Vector>,
): Meaning {
  const { recurrent: multiplied } = cell.equations;
  const missing = (name: string) => new RangeError(`${cell.id}: nothing is called ${name}`);
  /** Where PyTorch keeps what this letter's gate has of the input, and of the state. */
  const placesOf = (name: string) => {
    const id = letters[name[2] as keyof typeof letters];
    const row = inputGatesOf(cell).findIndex((gate) => cell.gates[gate].id === id);
    if (row < 0) throw missing(name);
    return { input: inputGatesOf(cell)[row], recurrent: recurrentGatesOf(cell)[row] };
  };
  const stateOf = (letter: string) => {
    const at = cell.states.findIndex(
      ({ symbol, role }, state) => (role || state === 0) && symbol.split(' = ').includes(letter),
    );
    if (at < 0) throw missing(letter);
    return before[at];
  };
  return {
    vector(name) {
      const found = known.get(name);
      if (found) return found;
      if (name === 'x⟨t⟩') return x;
      if (name.endsWith('⟨t−1⟩')) return stateOf(name.slice(0, -5));
      if (name.startsWith('v_')) {
        const { recurrent } = placesOf(name);
        const term = cell.vectors!.terms.findIndex(
          ({ gate, times }) => gate === recurrent && times,
        );
        if (term < 0) throw missing(name);
        return vectors[term];
      }
      const { input, recurrent } = placesOf(name);
      const inner =
        cell.vectors?.terms.findIndex(({ gate, times }) => gate === recurrent && !times) ?? -1;
      if (name.length === 3 && inner < 0) return own[input].bias;
      if (inner >= 0 && name[3] === 'x') return own[input].bias;
      if (inner >= 0 && name[3] === multiplied) return vectors[inner];
      throw missing(name);
    },
    matrix(name) {
      const { input, recurrent } = placesOf(name);
      if (name[3] === 'x') return own[input].input;
      if (name[3] === multiplied) return own[recurrent].recurrent;
      throw missing(name);
    },
    stacked(name) {
      const { input, recurrent } = placesOf(name);
      if (name.length !== 3) throw missing(name);
      return [own[recurrent].recurrent, own[input].input];
    },
  };
}

/** What stands on the left side of a trace's line. */
const leftSides: Record<string, string> = {
  update: 'Γu',
  reset: 'Γr',
  forget: 'Γf',
  output: 'Γo',
  candidate: 'c\u0303⟨t⟩',
  cell: 'c⟨t⟩',
};

function checkEquations(cell: Cell): void {
  for (let seed = 1; seed <= 3; seed++) {
    const step = timeStepOf(cell, seed);
    const { gates, states } = step.result;
    const traces = new Map<string, Vector>(cell.states.map(({ id }, state) => [id, states[state]]));
    cell.gates.forEach(({ id }, gate) => traces.set(id, gates[gate]));
    const known = new Map<string, Vector>();
    for (const { trace, latex } of cell.equations.lines) {
      const title = `${cell.id}: ${latex}`;
      const read = () => valueOfLine(latex, meaningOf(cell, step, known));
      expect(read, title).not.toThrow();
      const { name, value } = read();
      // a GRU writes its state once as c and once as a
      expect(trace === 'hidden' ? ['a⟨t⟩', 'c⟨t⟩'] : [leftSides[trace]], title).toContain(name);
      const expected = traces.get(trace)!;
      expect(value.length, title).toBe(hiddenSize);
      value.forEach((one, unit) => expect(one, title).toBeCloseTo(expected[unit], 10));
      known.set(name, value);
    }
    expect([...known.keys()], `${cell.id}: what goes to the next layer`).toContain('a⟨t⟩');
  }
}

const ranges: Record<State['scale'] | Gate['scale'], readonly [low: number, high: number]> = {
  ...{ gate: [0, 1], signed: [-1, 1], free: [-Infinity, Infinity] },
};

/** The colours of a value end where it ends; only what has no end takes those of its largest. */
function checkScales(cell: Cell): void {
  const walks = [1, 2, 3].flatMap((seed) => timeStepOf(cell, seed).walk(40));
  const check = ({ id, scale }: Gate | State, values: number[]): void => {
    const [low, high] = ranges[scale];
    const title = `${cell.id}: ${id} is ${scale}`;
    const [least, most] = [Math.min(...values), Math.max(...values)];
    expect([least >= low, most <= high], title).toEqual([true, true]);
    // another scale would do as well
    if (scale === 'free') expect(Math.max(-least, most), title).toBeGreaterThan(1);
    if (scale === 'signed') expect(least, title).toBeLessThan(0);
  };
  cell.gates.forEach((gate, at) =>
    check(
      gate,
      walks.flatMap(({ gates }) => gates[at]),
    ),
  );
  cell.states.forEach((state, at) =>
    check(
      state,
      walks.flatMap(({ states }) => states[at]),
    ),
  );
}

const forEachCell =
  (check: (cell: Cell) => void): Check =>
  async (patch) => {
    for (const cell of await cellsWith(patch)) check(cell);
  };

/** All that the engine makes of a cell goes by what the cell says, not by what its gates are called. */
const inventedIds: Check = async (patch) => {
  const plugins = patch ? [patchPlugin(patch)] : [];
  const { module } = await runnerImport<{ misled: () => string[] }>(
    './src/testing/renamed-cell.ts',
    { root, configFile: false, logLevel: 'error', plugins },
  );
  expect(module.misled()).toEqual([]);
};

export const cellChecks: Checks = {
  'cells under invented ids': inventedIds,
  'equations compute what the cell computes': forEachCell(checkEquations),
  'scales hold what the cell computes': forEachCell(checkScales),
  'drawings compute what the cell computes': forEachCell((cell) => {
    expect(readDrawing(cell.diagram!), cell.id).toEqual(readComposed(cell));
  }),
};
