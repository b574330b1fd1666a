/**
 * What is kept of a series, as it is read again: a list of numbers, or of several columns a table whose
 * header says of each by x or y, before its name, whether it is read and whether it is predicted.
 */
import type { NumberTable, WantedColumns } from '../../data/rows/number-table.ts';

const role = /^(xy|x|y):/;

export const isKeptTable = (text: string): boolean => /^"?(xy|x|y):/.test(text);

/** Names in the header: different ones, since a number stands before each. */
export function keptTable({ rows, read, predicted }: NumberTable): string {
  if (read.length === 1 && read.join() === predicted.join()) {
    return rows.map((row) => `${row.read[0]}\n`).join('');
  }
  const all = [...new Set([...read, ...predicted])];
  const header = all.map((name) => {
    const roles = `${read.includes(name) ? 'x' : ''}${predicted.includes(name) ? 'y' : ''}`;
    return `"${roles}:${plainName(name).replaceAll('"', '""')}"`;
  });
  const lines = rows.map((row) =>
    all
      .map((name) => {
        if (read.includes(name)) return row.read[read.indexOf(name)];
        return row.label === undefined
          ? row.predicted[predicted.indexOf(name)]
          : `"${row.label.replaceAll('"', '""')}"`;
      })
      .join(','),
  );
  return `${[header.join(','), ...lines].join('\n')}\n`;
}

/** Columns of a kept table, by number: names may hold commas. */
export function keptColumns(text: string): WantedColumns {
  const header = text.slice(0, text.indexOf('\n'));
  const roles = header
    .slice(1, -1)
    .split('","')
    .map((cell) => role.exec(cell)?.[1] ?? '');
  const having = (one: string) =>
    roles.flatMap((all, at) => (all.includes(one) ? [at + 1] : [])).join(',');
  return { read: having('x'), predicted: having('y') };
}

/** As a column is called to people. */
export const shownName = (name: string): string => name.replace(role, '');

const plainName = (name: string): string => shownName(name).replaceAll(/\s+/g, ' ');
