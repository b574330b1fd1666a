/** The bugs that are planted in the compiler of kernels, each with the check that must notice it. */
import type { PlantedBug } from './planted-bugs.ts';

const bugsIn = (
  file: string,
  check: string,
  ...changes: (readonly [find: string, replace: string])[]
): PlantedBug[] =>
  changes.map(([find, replace]) => ({
    file: `src/backend/wasm/${file}`,
    find,
    replace,
    check,
  }));

export const compilerBugs: readonly PlantedBug[] = [
  ...bugsIn('operators.ts', 'whole numbers', ["? '_s'", "? '_u'"], ["'%': 'rem'", "'%': 'div'"]),
  ...bugsIn('matrices.ts', 'matrices', ['first : transposedLeaves(c, second)', 'first : second']),
  ...bugsIn(
    'compile.ts',
    'places',
    ["binding.kind === 'leaves' || ", ''],
    ['code.i32(width);\n            code.op', 'code.i32(height);\n            code.op'],
  ),
  ...bugsIn('operators.ts', 'statements', ["if (operator === '||') code.op('i32.eqz');", '']),
  ...bugsIn('references.ts', 'lanes', ['4 + lanes.indexOf(lane)', 'lane']),
  ...bugsIn('constants.ts', 'whole numbers', ['Math.imul(a, b)', 'a + b']),
  ...bugsIn('builtins.ts', 'lanes', ['known === 0 ? no : yes', 'known === 0 ? yes : no']),
  ...bugsIn('constructors.ts', 'statements', [
    'copied(c, emitLeaves(c, one, parts[index]), parts[index])',
    'emitLeaves(c, one, parts[index])',
  ]),
];
