import { describe, expect, it } from 'vitest';
import { unrollLoops } from './unroll.ts';

const loop = (limit: string, body: string, name = 'i') =>
  `for (var ${name} = 0u; ${name} < ${limit}; ${name}++) { // unroll\n${body}}\n`;
const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

describe('unroller', () => {
  it('repeats the body with the variable replaced', () => {
    const text = `a();\n${loop('2u', '  x[i] = index + i * 2u;\n')}b();`;
    const unrolled = squeeze(unrollLoops(text, new Map()));
    expect(unrolled).toBe('a(); { x[0u] = index + 0u * 2u; } { x[1u] = index + 1u * 2u; } b();');
  });

  it('takes the limit from a number or a constant', () => {
    expect(unrollLoops(loop('3', 'f(i);\n'), new Map())).toContain('f(2u)');
    const constants = new Map([['ROWS', 5]]);
    expect(unrollLoops(loop('ROWS', 'f(i);\n'), constants).match(/f\(/g)).toHaveLength(5);
    expect(unrollLoops(loop('ROWS', 'f(i);\n'), new Map([['ROWS', 0]]))).not.toContain('f(');
  });

  it('unrolls nested loops and loops after one another', () => {
    const nested = loop('2u', loop('2u', 'f(i, j);\n', 'j')) + loop('1u', 'g(k);\n', 'k');
    const unrolled = unrollLoops(nested, new Map());
    expect(unrolled.match(/f\(\du, \du\)/g)).toEqual([
      'f(0u, 0u)',
      'f(0u, 1u)',
      'f(1u, 0u)',
      'f(1u, 1u)',
    ]);
    expect(unrolled).toContain('g(0u)');
    expect(unrolled).not.toContain('for');
  });

  it('keeps braces in the body together and leaves other loops alone', () => {
    const other = 'for (var i = 0u; i < 4u; i++) {\n  f(i);\n}\n';
    expect(unrollLoops(other, new Map())).toBe(other);
    const branch = loop('2u', 'if (a > i) { f(i); } else { g(); }\n') + 'h();';
    expect(unrollLoops(branch, new Map()).match(/else \{ g\(\); \}/g)).toHaveLength(2);
  });

  it('refuses an unknown limit and a loop that never ends, by name', () => {
    expect(() => unrollLoops(loop('DEPTH', 'f(i);\n'), new Map())).toThrow(
      'unroll: a marked loop has an unknown limit: limit DEPTH.',
    );
    expect(() => unrollLoops(loop('2u', 'f(i);\n').replace('}', ''), new Map())).toThrow(
      'a marked loop is never closed',
    );
  });
});
