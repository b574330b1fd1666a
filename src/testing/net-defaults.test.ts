import { expect, it } from 'vitest';
import { cells } from '../cells/index.ts';
import { netDefaults } from '../config/defaults.ts';

it('defaults of their own are those of cells that there are', () => {
  const ids = cells.map(({ id }) => id);
  expect(Object.keys(netDefaults).filter((cell) => !ids.includes(cell))).toEqual([]);
});
