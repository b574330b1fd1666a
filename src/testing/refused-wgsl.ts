/** Programs that are no WGSL, each with the line that is wrong; and some close to them that are. */

interface Program {
  what: string;
  /** In front of `main`, from line 4 on. */
  globals?: string;
  /** Of `main`, which reads the floats `x`, writes the floats `y`, and has `i`. */
  body?: string;
  /** The line that is wrong. */
  line?: number;
}

/** Of a program without globals that go over several lines. */
export const bodyLine = 8;
export const globalsLine = 4;

export const textOf = ({ globals = '', body = '' }: Program): string => `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
${globals}
@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  ${body}
  y[i] = x[i];
}`;

const bodies = (all: Record<string, string>): Program[] =>
  Object.entries(all).map(([what, body]) => ({ what, body, line: bodyLine }));
const globals = (all: Record<string, string>): Program[] =>
  Object.entries(all).map(([what, text]) => ({ what, globals: text, line: globalsLine }));

export const refusedPrograms: readonly Program[] = [
  ...bodies({
    'a reserved word as a name': 'let target = 1.0;',
    'another reserved word': 'var self = 1u;',
    'a keyword as a name': 'let loop = 1u;',
    'a name of two underscores': 'let __a = 1u;',
    'an underscore as a name': 'let _ = 1u;',
    'a name given twice in a block': 'let a = 1u; var a = 2u;',
    'the name of a parameter again': 'let id = 1u;',
    'a name given twice in a loop': 'for (var k = 0u; k < 2u; k++) { let a = k; let a = k; }',
    'a constant of a block given twice': 'const A = 1u; const A = 2u;',
    'let assigned to': 'let a = 1u; a = 2u;',
    'a part of let assigned to': 'let a = vec4f(1.0); a.x = 2.0;',
    'a parameter assigned to': 'id.x = 1u;',
    'a constant assigned to': 'const A = 1u; A += 2u;',
    'what is read only assigned to': 'x[i] = 1.0;',
    'a value assigned to': 'min(1.0, 2.0) = 1.0;',
    'let counted up': 'let a = 1u; a++;',
    'a float counted up': 'var a = 1.0; a++;',
    'let without a value': 'let a: u32;',
    'a variable without a type': 'var a;',
    'too many arguments': 'y[i] = sqrt(x[i], 1.0);',
    'too few arguments': 'y[i] = min(x[i]);',
    'no arguments': 'y[i] = select();',
    'a vector of too many parts': 'let a = vec3f(1.0, 2.0, 3.0, 4.0);',
    'a vector of too few parts': 'let a = vec4f(1.0, 2.0);',
    'a vector of too many vectors': 'let a = vec3f(vec2f(1.0), vec2f(1.0));',
    'a matrix of too few columns': 'let a = mat4x4f(vec4f(1.0), vec4f(1.0));',
    'an array of too many parts': 'let a = array<f32, 2>(1.0, 2.0, 3.0);',
    'two values converted': 'let a = f32(1u, 2u);',
    'an unknown name': 'y[i] = z;',
    'an unknown function': 'y[i] = f(1.0);',
    'an unknown type': 'var a: real = 1.0;',
    'a name from a block that is over': '{ let a = 1.0; } y[i] = a;',
    'a name from a loop that is over': 'for (var k = 0u; k < 2u; k++) {} y[k] = 1.0;',
    'a name before it is given': 'let a = b; let b = 1u;',
    'a variable called': 'let a = 1.0; y[i] = a(1.0);',
    'a whole number as a float': 'let a: f32 = 1u;',
    'a float as a whole number': 'let a: u32 = 1.0;',
    'a number with a sign as one without': 'let a: u32 = i32(i);',
    'a number without a sign as one with': 'var a = 1i; a = i;',
    'less than nothing without a sign': 'let a: u32 = -1;',
    'a bool as a number': 'y[i] = true;',
    'a number as a bool': 'let a: bool = 1u;',
    'floats and whole numbers added': 'y[i] = x[i] + i;',
    'numbers with and without a sign compared': 'let a = i < 1i;',
    'vectors of two sizes added': 'let a = vec3f(1.0) + vec4f(1.0);',
    'a vector and whole numbers multiplied': 'let a = vec4f(1.0) * i;',
    'a vector of floats made of whole numbers': 'let a = vec4f(i);',
    'a vector assigned a number': 'var a = vec4f(1.0); a = 1.0;',
    'an argument of another type': 'y[i] = min(x[i], i);',
    'limits of another type': 'y[i] = clamp(x[i], 0u, 1u);',
    'a number chosen by a number': 'y[i] = select(1.0, 2.0, i);',
    'a number chosen by a vector': 'y[i] = select(1.0, 2.0, vec4f(1.0) < vec4f(2.0));',
    'the root of a whole number': 'y[i] = f32(sqrt(i));',
    'a condition that is a number': 'if (i) { y[i] = 1.0; }',
    'a loop as long as a number': 'while (i) {}',
    'a number that is negated as a bool': 'let a = !i;',
    'a number without a sign that is negated': 'let a = -i;',
    'the bits of a float': 'let a = ~x[i];',
    'floats combined bit by bit': 'let a = x[i] & 1.0;',
    'numbers joined by and': 'let a = i && i;',
    'a float shifted': 'let a = x[i] << 1u;',
    'a shift by a number with a sign': 'let a = i << i32(i);',
    'bools added': 'let a = true + false;',
    'bools compared by size': 'let a = true < false;',
    'the sum of a matrix and a vector': 'let a = mat4x4f() + vec4f(1.0);',
    'an index that is a float': 'y[1.0] = 1.0;',
    'an index that is a bool': 'y[true] = 1.0;',
    'an index beyond the array': 'let a = array<f32, 2>(); y[i] = a[2];',
    'an index below the array': 'let a = array<f32, 2>(); y[i] = a[-1];',
    'a lane that a vector has not': 'let a = vec2f(1.0); y[i] = a.z;',
    'letters of two kinds': 'let a = vec4f(1.0); let b = a.xg;',
    'a part of a number': 'y[i] = x[i].x;',
    'a number indexed': 'y[i] = x[i][0];',
    'a result that is not used': 'min(1.0, 2.0);',
    'a value that stands alone': 'vec4f(1.0);',
    'break without a loop': 'break;',
    'continue without a loop': 'continue;',
    'continue in a choice alone': 'switch (i) { default: { continue; } }',
    'a choice without a default': 'switch (i) { case 1u: {} }',
    'a choice with two defaults': 'switch (i) { default: {} case default: {} }',
    'a case twice': 'switch (i) { case 1u: {} case 1u: {} default: {} }',
    'a case of another type': 'switch (i) { case 1i: {} default: {} }',
    'a choice by a float': 'switch (x[i]) { default: {} }',
    'a result where none is said': 'return 1.0;',
    'a number that is too large': 'let a = 4294967296u;',
    'a whole number with a fraction': 'let a = 1.5u;',
    'a whole number that begins with 0': 'let a = 012;',
    'a pointer to a value': 'let a = &i;',
    'what is no pointer followed': 'let a = *i;',
    'a constant of what is not known': 'const A = i;',
  }),
  ...globals({
    'a reserved word as a function': 'fn get() {}',
    'a reserved word as a parameter': 'fn f(final: u32) {}',
    'a reserved word as a struct': 'struct module { a: u32 }',
    'a reserved word as a member': 'struct A { from: u32 }',
    'a reserved word as a constant': 'const common = 1u;',
    'a reserved word as a variable': 'var<private> async: u32;',
    'a constant given twice': 'const A = 1u; const A = 2u;',
    'a function named as a constant': 'const A = 1u; fn A() {}',
    'a struct named as a variable': 'var<private> A: u32; struct A { a: u32 }',
    'a variable named as a buffer': 'var<private> x: u32;',
    'a parameter given twice': 'fn f(a: u32, a: u32) {}',
    'a member given twice': 'struct A { a: u32, a: u32 }',
    'a parameter named again': 'fn f(a: u32) { var a = 1u; }',
    'a function without its result': 'fn f(a: u32) -> u32 { if (a > 1u) { return 1u; } }',
    'a function that may leave its loop': 'fn f() -> u32 { for (;;) { break; } }',
    'a function that does not choose its result':
      'fn f(a: u32) -> u32 { switch (a) { case 1u: { return 1u; } default: {} } }',
    'a function without any statement': 'fn f() -> u32 {}',
    'a result of another type': 'fn f() -> u32 { return 1.0; }',
    'no result where one is said': 'fn f() -> u32 { return; }',
    'a wrong count of arguments, uncalled': 'fn f(a: u32) {} fn g() { f(); }',
    'an argument of another type, uncalled': 'fn f(a: u32) {} fn g() { f(1.0); }',
    'a name that nobody knows, uncalled': 'fn f() -> f32 { return z; }',
    'an unknown type of a member': 'struct A { a: real }',
    'an unknown type of a parameter': 'fn f(a: real) {}',
    'an unknown type of a result': 'fn f() -> real { return 1.0; }',
    'an unknown type of a constant': 'const A: real = 1.0;',
    'a constant of another type': 'const A: u32 = 1.0;',
    'a constant of no value': 'const A: u32;',
    'a constant that needs itself': 'const A = A + 1u;',
    'a struct that holds itself': 'struct A { a: A }',
    'an array as long as a float': 'struct A { a: array<f32, 1.5> }',
    'an array of no elements': 'struct A { a: array<f32, 0> }',
    'a buffer without a place': 'var<storage, read> z: array<f32>;',
    'a pointer to another type': 'fn f(p: ptr<function, u32>) {} fn g() { var a = 1.0; f(&a); }',
    'a pointer to another space':
      'var<private> a: u32; fn f(p: ptr<function, u32>) {} fn g() { f(&a); }',
    'a value for a pointer': 'fn f(p: ptr<function, u32>) {} fn g() { var a = 1u; f(a); }',
    'a function that calls itself': 'fn f() { f(); }',
    'no value taken as one': 'fn f() {} fn g() { let a = f(); }',
  }),
];

export const allowedPrograms: readonly Program[] = [
  ...bodies({
    'a name that begins like a reserved word':
      'let targets = 1.0; let module_a = 2.0; let _a = 1u;',
    'a name again in an inner block': 'let a = 1u; { let a = 2.0; y[i] = a; }',
    'the name of a loop again in its body':
      'for (var k = 0u; k < 2u; k++) { let k = 1.0; y[i] = k; }',
    'the name of a function for a variable': 'let min = 1.0; y[i] = min;',
    'a whole literal as a float': 'let a: f32 = 1; y[i] = a + 1;',
    'a literal beside a vector': 'let a = vec4i(1) + 1; let b = vec4f(1.0) * 2;',
    'a scalar beside a vector': 'let a = vec4f(1.0) * x[i] - x[i];',
    'literals of two kinds': 'let a = vec2f(1, 2.0); y[i] = max(1, 2.5);',
    'a shift by a literal': 'let a = i << 1; let b = vec4u(i) >> vec4u(1u);',
    'bools combined': 'let a = (i > 1u) & (i < 3u); let b = a != true;',
    'parts of a variable written': 'var a = vec4f(1.0); a.x = 2.0; a[i % 4u] += 1.0;',
    'a value that is dropped': '_ = min(1.0, 2.0);',
    'a choice that leaves': 'loop_of(i);',
  }).map((one) =>
    one.what === 'a choice that leaves'
      ? {
          ...one,
          globals: 'fn loop_of(n: u32) { switch (n) { case 1u, 2u: { return; } default: {} } }',
        }
      : one,
  ),
  ...globals({
    'a result in every branch':
      'fn f(a: u32) -> u32 { if (a > 1u) { return 1u; } else { return 2u; } }',
    'a result in every case':
      'fn f(a: u32) -> u32 { switch (a) { case 1u: { return 1u; } default: { return 2u; } } }',
    'a result from a loop without an end':
      'fn f() -> u32 { for (var k = 0u;; k++) { if (k > 3u) { return k; } } }',
    'a constant before what it needs': 'const A = B + 1u; const B = 2u;',
    'a function before the one it calls':
      'fn f() -> u32 { return g(1u); } fn g(a: u32) -> u32 { return a; }',
    'what a pointer points at':
      'fn f(p: ptr<function, vec4f>) { (*p).x = 1.0; } fn g() { var a = vec4f(); f(&a); }',
    'a struct made of its parts':
      'struct A { a: u32, b: f32 } fn f() -> f32 { return A(1u, 2.0).b; }',
    'a function without a result': 'fn f(a: u32) { if (a > 1u) { return; } }',
  }),
];
