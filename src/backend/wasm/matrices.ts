/** Matrices: transposition, and the product with a vector. */
import type { Context } from './context.ts';
import { emitLeaves, typeOf } from './expressions.ts';
import type { Expression } from './syntax.ts';
import { type Type, vec4f } from './types.ts';

type Binary = Expression & { kind: 'binary' };

/** The leaves of `transpose(…)`. */
export function transposed(c: Context, expression: Expression & { kind: 'call' }): number[] {
  if (expression.callee.name !== 'transpose') {
    c.refuse(expression.line, 'an unknown function', { name: expression.callee.name });
  }
  return transposedLeaves(c, emitLeaves(c, expression.arguments[0]));
}

function transposedLeaves({ code }: Context, [a, b, d, e]: readonly number[]): number[] {
  const shuffled = (a: number, b: number, lanes: number[]) => {
    const local = code.local('v128');
    code.get(a);
    code.get(b);
    code.shuffle(lanes);
    code.set(local);
    return local;
  };
  const low = [shuffled(a, b, [0, 4, 1, 5]), shuffled(d, e, [0, 4, 1, 5])];
  const high = [shuffled(a, b, [2, 6, 3, 7]), shuffled(d, e, [2, 6, 3, 7])];
  return [low, high].flatMap(([left, right]) => [
    shuffled(left, right, [0, 1, 4, 5]),
    shuffled(left, right, [2, 3, 6, 7]),
  ]);
}

/**
 * a · v: the columns of a, each times its component of v, summed from the first on; v · a the same
 * with a transposed.
 */
export function emitMatrixProduct(c: Context, { operator, left, right, line }: Binary): Type {
  const kinds = [left, right].map((one) => typeOf(c, one).kind);
  if (operator !== '*' || !kinds.includes('vector')) {
    c.refuse(line, 'an operation on matrices', { operator });
  }
  const { code } = c;
  const [first, second] = [emitLeaves(c, left), emitLeaves(c, right)];
  const isLeft = kinds[0] === 'matrix';
  const columns = isLeft ? first : transposedLeaves(c, second);
  const [vector] = isLeft ? second : first;
  columns.forEach((column, lane) => {
    if (lane > 0 && c.usesRelaxed) {
      const sum = code.local('v128');
      code.set(sum);
      emitTerm();
      code.get(sum);
      code.op('f32x4.relaxed_madd');
      return;
    }
    emitTerm();
    code.op('f32x4.mul');
    if (lane > 0) code.op('f32x4.add');
    function emitTerm() {
      code.get(column);
      code.get(vector);
      code.get(vector);
      code.shuffle([lane, lane, lane, lane]);
    }
  });
  return vec4f;
}
