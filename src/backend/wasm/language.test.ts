/** What kernels may be written in: each piece against the same computed in TypeScript. */
import { describe, expect, it } from 'vitest';
import { f, floats, run, u } from '../../testing/run-wgsl.ts';

const numbers = [0, 1, 2, 7, 31, 32, 33, 40, 0x7fffffff, 0x80000000, 0xffffffff, 123_456_789];

/** y[i] of x[i], for some whole numbers. */
function each(expression: string, expected: (x: number) => number, globals?: string): void {
  const got = run({ body: `y[i] = ${expression};`, globals, x: u(numbers), count: numbers.length });
  expect([...got]).toEqual(numbers.map((x) => expected(x) >>> 0));
}

/** The same of floats. */
function eachFloat(expression: string, x: readonly number[], expected: (x: number) => number) {
  const body = `y[i] = ${expression};`;
  const got = floats(run({ body, x: f(x), count: x.length, type: 'f32' }));
  const kept = (value: number) => (Math.abs(value) < 2 ** -126 ? 0 * value : Math.fround(value));
  expect(got).toEqual(x.map((value) => kept(expected(Math.fround(value)))));
}

describe('whole numbers', () => {
  it('are combined bit by bit, shifted and divided as WGSL says', () => {
    each('(x[i] & 0xffu) | (x[i] ^ 5u)', (x) => (x & 255) | (x ^ 5));
    each('~x[i]', (x) => ~x);
    each('x[i] * 3u - 1u', (x) => Math.imul(x, 3) - 1);
    each('x[i] % 10u + x[i] / 10u', (x) => (x % 10) + Math.floor(x / 10));
    // the number of places counts modulo 32
    each('1u << x[i]', (x) => 1 << (x & 31));
    each('0x80000001u >> x[i]', (x) => 0x80000001 >>> (x & 31));
    each('u32(i32(x[i]) >> 3u)', (x) => (x | 0) >> 3);
    each('select(min(x[i], 9u), max(x[i], 9u), x[i] > 100u)', (x) =>
      x > 100 ? x : Math.min(x, 9),
    );
    each('clamp(x[i], 2u, 31u)', (x) => Math.min(Math.max(x, 2), 31));
  });

  it('are divided by zero without a trap', () => {
    each('x[i] / (x[i] - x[i])', (x) => x);
    each('x[i] % (x[i] - x[i])', () => 0);
    each('u32(i32(x[i]) / (i32(x[i] | 1u) * 0 - 1))', (x) => -(x | 0));
  });

  it('are made of floats, and out of range are the nearest there is', () => {
    // with a bit that makes numbers of full precision of them: others are not kept in floats
    const body = 'y[i] = bitcast<f32>(u32(x[i]) ^ 0x40000000u);';
    const signed = 'y[i] = bitcast<f32>(i32(x[i]) ^ 0x40000000);';
    const x = f([-1, 3.9, 5e9, NaN, -3e10]);
    const of = (text: string) =>
      [...run({ body: text, x, count: 5, type: 'f32' })].map((word) => (word ^ 0x40000000) >>> 0);
    expect(of(body)).toEqual([0, 3, 0xffffffff, 0, 0]);
    expect(of(signed).map((word) => word | 0)).toEqual([-1, 3, 0x7fffffff, 0, -0x80000000]);
  });

  it('know constants, hex floats and names of constants', () => {
    const globals = 'const A = 3u; const B = A * 2u + 1u; const HALF = 0x1.8p-1;';
    each('x[i] + B + u32(HALF * 4.0) + u32(true)', (x) => x + 7 + 3 + 1, globals);
  });
});

describe('statements', () => {
  it('choose, repeat and leave early', () => {
    const globals = `
fn early(n: u32) -> u32 {
  for (var k = 0u; ; k++) {
    if (k * k >= n) { return k; }
    if (k == 40u) { break; }
  }
  return 99u;
}
fn chosen(n: u32) -> u32 {
  switch (n % 5u) {
    case 0u, 1u: { return 10u; }
    case 2u: { var s = 0u; for (var k = 0u; k < n; k += 1u) { if (k % 2u == 0u) { continue; } s += k; if (k > 20u) { break; } } return s; }
    default: { return 30u; }
  }
}`;
    const early = (n: number) => {
      for (let k = 0; k <= 40; k++) if (k * k >= n) return k;
      return 99;
    };
    const chosen = (n: number) => {
      if (n % 5 < 2) return 10;
      if (n % 5 > 2) return 30;
      let sum = 0;
      for (let k = 1; k < n; k += 2) {
        sum += k;
        if (k > 20) break;
      }
      return sum;
    };
    const x = [0, 1, 2, 3, 7, 16, 17, 42, 400, 1602, 5000, 12];
    const body = 'y[i] = early(x[i]) * 1000u + chosen(x[i]);';
    const got = run({ body, globals, x: u(x), count: x.length });
    expect([...got]).toEqual(x.map((n) => early(n) * 1000 + chosen(n)));
  });

  it('see a local before the function of its name, and assign wholes', () => {
    const globals = `
struct Pair { a: vec4f, list: array<vec4f, 3> }
fn gate(p: ptr<function, Pair>, k: u32) { (*p).list[k] += (*p).a; (*p).a = vec4f(0.5); }
fn twice(v: vec4f) -> vec4f { return v + v; }`;
    const body = `
  var p: Pair;
  p.list[1] = x[i];
  p.a = vec4f(1.0, 2.0, 3.0, 4.0);
  gate(&p, i % 3u);
  var q = p;
  p = Pair();
  let twice = twice(q.list[i % 3u]);
  var moved = q.list;
  moved[2] = twice;
  q.list = moved;
  y[i] = q.list[2] + p.list[1] + q.a;`;
    const x = Array.from({ length: 12 }, (_, k) => k / 4);
    const got = floats(run({ body, globals, x: f(x), count: 3, type: 'vec4f' }));
    const expected = x.map((value, at) => {
      const [i, lane] = [Math.floor(at / 4), at % 4];
      return 2 * ((i === 1 ? value : 0) + lane + 1) + 0.5;
    });
    expect(got).toEqual(expected);
  });

  it('begin every invocation with zero in private variables', () => {
    const globals = 'var<private> count: u32; var<private> list: array<vec4f, 2>;';
    const body =
      'count += x[i]; list[i % 2u] += vec4f(1.0); y[i] = count + u32(list[0].x + list[1].w);';
    const got = run({ body, globals, x: u([5, 6, 7, 8]), count: 4, workgroup: [2, 1] });
    expect([...got]).toEqual([6, 7, 8, 9]);
  });
});

describe('vectors', () => {
  it('are taken apart and put together, read and written', () => {
    const body = `
  var v = x[i];
  v.yx = v.xy;
  v[i % 4u] += 8.0;
  let w = vec4f(vec2f(v.w, v.z), v.xy);
  let lanes = vec3u(w.xyz) * 2u;
  let mask = w > vec4f(2.0);
  y[i] = select(w, vec4f(vec3f(lanes), f32(u32(mask.x))), mask) + vec4f(f32(dot(w, v) > 20.0));`;
    const x = [1, 2, 3, 4, 0.5, 0.25, 9, 1];
    const got = floats(run({ body, x: f(x), count: 2, type: 'vec4f' }));
    const expected = [0, 1].flatMap((i) => {
      const [a, b, c, d] = x.slice(4 * i, 4 * i + 4);
      const v = [b, a, c, d];
      v[i] += 8;
      const w = [v[3], v[2], v[0], v[1]];
      const lanes = w.slice(0, 3).map((one) => 2 * Math.floor(one));
      const chosen = [...lanes, w[0] > 2 ? 1 : 0];
      const dot = w.reduce((sum, one, k) => sum + one * v[k], 0);
      return w.map((one, k) => (one > 2 ? chosen[k] : one) + (dot > 20 ? 1 : 0));
    });
    expect(got).toEqual(expected);
  });

  it('meet matrices from either side', () => {
    const globals = 'const M = 2.0;';
    const body = `
  let m = mat4x4f(x[0], x[1], x[2], x[3]);
  let v = x[i];
  y[i] = m * v + v * m + transpose(m)[1] * M;`;
    const x = Array.from({ length: 16 }, (_, k) => ((k * 7) % 11) - 5);
    const got = floats(run({ body, globals, x: f(x), count: 4, type: 'vec4f' }));
    const expected = x.map((_, at) => {
      const [i, row] = [Math.floor(at / 4), at % 4];
      const v = x.slice(4 * i, 4 * i + 4);
      const right = v.reduce((sum, one, k) => sum + one * x[4 * k + row], 0);
      const left = v.reduce((sum, one, k) => sum + one * x[4 * row + k], 0);
      return right + left + 2 * x[4 * row + 1];
    });
    expect(got).toEqual(expected);
  });
});

describe('floats', () => {
  const x = [-2.5, -1, -0.25, 0, 0.5, 1.75, 3e8, 1e-40];

  it('have their functions', () => {
    eachFloat(
      'abs(x[i]) + sqrt(abs(x[i]))',
      x,
      (v) => Math.abs(v) + Math.fround(Math.sqrt(Math.abs(v))),
    );
    eachFloat('sign(x[i])', x, Math.sign);
    eachFloat('floor(x[i])', x, Math.floor);
    eachFloat('clamp(x[i], -1.0, 2.0)', x, (v) => Math.min(Math.max(v, -1), 2));
    eachFloat('min(x[i], 0.5) * max(x[i], -1.0)', x, (v) => Math.min(v, 0.5) * Math.max(v, -1));
    eachFloat('bitcast<f32>(bitcast<u32>(x[i]) ^ 0x80000000u)', x, (v) => -v);
  });

  it('have exponentials and logarithms of the stated error over their whole range', () => {
    const errorOf = (
      expression: string,
      points: readonly number[],
      exact: (v: number) => number,
      scale: (wanted: number) => number,
    ) => {
      const body = `y[i] = ${expression};`;
      const got = floats(run({ body, x: f(points), count: points.length, type: 'f32' }));
      return points.reduce((worst, point, k) => {
        const wanted = exact(Math.fround(point));
        return Math.max(worst, Math.abs(got[k] - wanted) / scale(wanted));
      }, 0);
    };
    const ramp = (from: number, to: number) =>
      Array.from({ length: 8000 }, (_, k) => from + ((to - from) * k) / 7999);
    expect(errorOf('exp(x[i])', ramp(-87, 88), Math.exp, Math.abs)).toBeLessThan(2e-7);
    expect(errorOf('exp2(x[i])', ramp(-126, 127), (v) => 2 ** v, Math.abs)).toBeLessThan(2e-7);
    const positive = ramp(-87, 88).map(Math.exp);
    const larger = (wanted: number) => Math.max(1, Math.abs(wanted));
    expect(errorOf('log(x[i])', positive, Math.log, larger)).toBeLessThan(1.5e-7);
    // beyond the range they stay finite
    expect(
      errorOf(
        'exp(x[i])',
        [-1e5, -200],
        () => 0,
        () => 1,
      ),
    ).toBeLessThan(1e-37);
  });
});

describe('the place of an invocation', () => {
  it('is told by every builtin', () => {
    const builtins = `, @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) index: u32, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u`;
    const body = 'y[i] = local.x + 10u * index + 100u * group.x + 1000u * groups.x + 10000u * i;';
    const got = run({ body, builtins, x: u([0, 0, 0, 0, 0, 0]), count: 6, workgroup: [3, 1] });
    const expected = [0, 1, 2, 3, 4, 5].map(
      (i) => (i % 3) * 11 + 100 * Math.floor(i / 3) + 2000 + 10_000 * i,
    );
    expect([...got]).toEqual(expected);
  });
});

describe('what the compiler does not know', () => {
  it.each([
    ['y[i] = tan(x[i]);', 'kernel:8: an unknown function'],
    ['y[i] = z;', 'kernel:8: an unknown name'],
    ['while (true) { loop {} }', 'kernel:8'],
    ['let a = array<f32, 2>(); y[i] = a[5];', 'kernel:8: an index beyond the array'],
    ['y[i] = x[i] # 2;', 'kernel:8: a character that no WGSL begins with'],
    ['let m = mat4x4f(); let n = m + m;', 'kernel:8: an operation'],
  ])('is refused with its line: %s', (body, message) => {
    expect(() => run({ body, x: f([1]), count: 1, type: 'f32' })).toThrow(message);
  });

  it('and an index beyond what is bound is an error where indices are checked', () => {
    expect(() => run({ body: 'y[i + 100000u] = x[i];', x: u([1]), count: 1 })).toThrow(
      'unreachable',
    );
  });
});
