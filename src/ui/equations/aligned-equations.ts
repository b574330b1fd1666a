/** Two cells' equations side by side: what says the same stands in one row, and what differs is marked. */
import type { CellEquations, MathTree } from 'virtual:equations';

type Line = CellEquations['lines'][number];

/** A row: the lines of both cells for one quantity, marked; null where a cell has none. */
export interface AlignedRow {
  own: Line | null;
  other: Line | null;
}

/** In the order of the own lines; what only the other cell has stands behind what it has before it. */
export function alignedRows(own: readonly Line[], other: readonly Line[]): AlignedRow[] {
  const rows = own.map((line) =>
    pairOf(
      line,
      other.find((one) => leftOf(one) === leftOf(line)),
    ),
  );
  const known = new Set(own.map(leftOf));
  let place = 0;
  for (const line of other) {
    if (known.has(leftOf(line))) {
      place = 1 + own.findIndex((one) => leftOf(one) === leftOf(line));
      place += rows.slice(0, place).filter((row) => !row.own).length;
    } else rows.splice(place++, 0, { own: null, other: line });
  }
  return rows;
}

function pairOf(own: Line, other: Line | undefined): AlignedRow {
  if (!other) return { own, other: null };
  return {
    own: { ...own, math: marked(own.math, other.math) },
    other: { ...other, math: marked(other.math, own.math) },
  };
}

/** What a line says something of: all before its equals sign. */
function leftOf({ math }: Line): string {
  const terms = termsOf(math);
  return terms.slice(0, terms.indexOf('["mo",{},"="]')).join();
}

/** Its symbols with their marks and indices, one after the other, brackets opened. */
function termsOf([name, , ...children]: MathTree): string[] {
  if (name !== 'math' && name !== 'mrow') return [];
  return (children as MathTree[]).flatMap((child) =>
    child[0] === 'mrow' ? termsOf(child) : [JSON.stringify(child)],
  );
}

/** With a class at each term that the other tree does not have in this order. */
function marked(tree: MathTree, other: MathTree): MathTree {
  const shared = sharedIn(termsOf(tree), termsOf(other));
  let at = 0;
  const mark = ([name, attributes, ...children]: MathTree): MathTree => [
    name,
    attributes,
    ...(children as MathTree[]).map((child): MathTree => {
      if (child[0] === 'mrow') return mark(child);
      if (shared.has(at++)) return child;
      const [own, told, ...inner] = child;
      return [own, { ...told, class: 'differs' }, ...inner];
    }),
  ];
  return mark(tree);
}

/** Places in `own` of a longest sequence that both have. */
function sharedIn(own: readonly string[], other: readonly string[]): Set<number> {
  const lengths = own.concat('').map(() => new Uint16Array(other.length + 1));
  for (let i = own.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      lengths[i][j] =
        own[i] === other[j]
          ? 1 + lengths[i + 1][j + 1]
          : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const shared = new Set<number>();
  for (let i = 0, j = 0; i < own.length && j < other.length;) {
    if (own[i] === other[j]) {
      shared.add(i++);
      j++;
    } else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return shared;
}
