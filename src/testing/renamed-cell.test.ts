/** A cell says what its gates are; nobody guesses it from what they are called. */
import { expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { traceRoles } from '../protocol/catalogue.ts';
import { madeOf, misled, renamedCell } from './renamed-cell.ts';

it('a copy of any cell under invented ids has all that the cell has', () => {
  expect(misled()).toEqual([]);
  for (const cell of cells) {
    const { statistics, plans } = madeOf(renamedCell(cell));
    expect(statistics.memory === null, cell.id).toBe(!cell.memory);
    expect(plans.every((dispatches) => dispatches.length > 10)).toBe(true);
  }
});

it.each(cells)('$id says of every value that is shown what it is', ({ gates, states, memory }) => {
  const shown = [...gates, ...states].filter(({ role }) => role);
  expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
  for (const { role } of shown) expect(traceRoles).toContain(role);
  const [activation] = states;
  expect(shown.some(({ id, role }) => id === activation.id && role === 'activation')).toBe(true);
  if (memory) expect(gates[memory.retainedBy.gate]).toMatchObject({ scale: 'gate' });
});

it('ids of other gates mislead nobody', () => {
  const lstm = cells.find(({ id }) => id === 'lstm')!;
  const turned: Record<string, string> = {
    ...{ update: 'forget', forget: 'output', output: 'update', candidate: 'reset' },
  };
  const { statistics, weights, told } = madeOf(renamedCell(lstm, (id) => turned[id] ?? id));
  const given = madeOf(lstm);
  expect(statistics.memory).toEqual(given.statistics.memory);
  expect(weights).toEqual(given.weights);
  expect(told.memory).toMatchObject({ gate: 'output', share: 'Γf' });
  expect(told.traces.map(({ symbol }) => symbol)).toEqual(['Γu', 'Γf', 'Γo', 'c̃', 'c', 'a']);
});
