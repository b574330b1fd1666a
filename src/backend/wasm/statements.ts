/** Statements as instructions. */
import { callFunction, copied } from './calls.ts';
import type { Binding, Context } from './context.ts';
import { emitZero } from './constructors.ts';
import { concrete, emit, emitLeaves, typeOf } from './expressions.ts';
import { emitOperand, emitOperator, emitShift } from './operators.ts';
import { read, type Reference, referenceOf, write, writeLeaves } from './references.ts';
import type { Expression, Statement } from './syntax.ts';
import { bool, leavesOf, sizeOf, type Type, wasmTypeOf } from './types.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

export function lowerBody(c: Context, body: readonly Statement[]): void {
  c.within(() => body.forEach((statement) => lower(c, statement)));
}

function lower(c: Context, statement: Statement): void {
  switch (statement.kind) {
    case 'const':
    case 'let':
    case 'var':
      return lowerDeclaration(c, statement);
    case 'assign':
      return lowerAssignment(c, statement);
    case 'call':
      return lowerCall(c, statement);
    case 'block':
      return lowerBody(c, statement.body);
    case 'if':
      return lowerIf(c, statement);
    case 'loop':
      return lowerLoop(c, statement);
    case 'switch':
      return lowerSwitch(c, statement);
    case 'return':
      return lowerReturn(c, statement);
    case 'break':
      return leave(c, c.loops.at(-1)?.break, statement.line);
    case 'continue':
      return leave(
        c,
        c.loops.findLast((loop) => loop.continue !== undefined)?.continue,
        statement.line,
      );
  }
}

function leave(c: Context, label: number | undefined, line: number): void {
  if (label === undefined) return c.refuse(line, 'there is no loop to leave');
  c.code.branch('br', label);
}

function lowerDeclaration(c: Context, { kind, declaration, line }: Of<'let' | 'var' | 'const'>) {
  const { name, value } = declaration;
  const constant = value && kind !== 'var' ? c.constant(value) : undefined;
  const declared = declaration.type && c.type(declaration.type);
  if (constant) {
    const type = declared ?? (kind === 'let' ? concrete(constant.type) : constant.type);
    return c.declare(name, { kind: 'constant', constant: { ...constant, type } });
  }
  if (kind === 'const') c.refuse(line, 'a constant whose value is not known', { name });
  const type = declared ?? concrete(typeOf(c, value as Expression));
  const leaves = value ? emitLeaves(c, value, type) : zeros(c, type);
  const binding = variable(c, type, declaration);
  if (binding.kind === 'memory') writeLeaves(c, binding, leaves, line);
  c.declare(
    name,
    binding.kind === 'memory'
      ? binding
      : { kind: 'leaves', type, leaves: copied(c, leaves, type), owner: declaration },
  );
}

function zeros(c: Context, type: Type): number[] {
  return leavesOf(type).map((leaf) => {
    const local = c.code.local(wasmTypeOf(leaf));
    emitZero(c, leaf);
    c.code.set(local);
    return local;
  });
}

/** Locals, or a place in this thread's memory where something indexes it by a variable. */
export function variable(c: Context, type: Type, owner: object): Binding & { type: Type } {
  if (c.inMemory.has(owner)) {
    return { kind: 'memory', type, address: c.frame, offset: c.reserve(sizeOf(type)) };
  }
  const leaves = leavesOf(type).map((leaf) => c.code.local(wasmTypeOf(leaf)));
  return { kind: 'leaves', type, leaves, owner };
}

function lowerAssignment(c: Context, { target, operator, value, line }: Of<'assign'>): void {
  if (target.kind === 'name' && target.name === '_') {
    emitLeaves(c, value);
    return;
  }
  const reference = referenceOf(c, target);
  if (!reference) return c.refuse(line, 'this cannot be assigned to');
  const { type } = reference;
  if (operator !== '') return lowerUpdate(c, reference, operator, value, line);
  if (leavesOf(type).length === 1) {
    emitOperand(c, value, type);
    write(c, reference, line);
  } else writeLeaves(c, reference, emitLeaves(c, value, type), line);
}

/** x += a · b becomes one instruction where the engine has it. */
function lowerUpdate(
  c: Context,
  reference: Reference,
  operator: string,
  value: Expression,
  line: number,
): void {
  const { type } = reference;
  const { code } = c;
  const isShift = operator === '<<' || operator === '>>';
  const isFused =
    c.usesRelaxed &&
    operator === '+' &&
    type.kind === 'vector' &&
    type.of === 'f32' &&
    value.kind === 'binary' &&
    value.operator === '*' &&
    ![value.left, value.right].some((side) => typeOf(c, side).kind === 'matrix');
  if (isFused) {
    emitOperand(c, value.left, type);
    emitOperand(c, value.right, type);
    read(c, reference);
    code.op('f32x4.relaxed_madd');
  } else {
    read(c, reference);
    if (isShift) emitShift(c, value);
    else emitOperand(c, value, type);
    emitOperator(c, operator, type, c.constant(value)?.value, line);
  }
  write(c, reference, line);
}

function lowerCall(c: Context, { call }: Of<'call'>): void {
  if (call.kind === 'call' && c.module.functions.has(call.callee.name)) callFunction(c, call);
  else c.refuse(call.line, 'a call that does nothing');
}

function lowerIf(c: Context, { condition, then, otherwise }: Of<'if'>): void {
  const known = c.constant(condition)?.value;
  if (known !== undefined) return lowerBody(c, known === 0 ? otherwise : then);
  const { code } = c;
  emit(c, condition, bool);
  code.open('if');
  lowerBody(c, then);
  if (otherwise.length > 0) {
    code.op('else');
    lowerBody(c, otherwise);
  }
  code.close();
}

function lowerLoop(c: Context, { start, condition, next, body }: Of<'loop'>): void {
  const { code } = c;
  c.within(() => {
    if (start) lower(c, start);
    const leaving = code.open('block');
    const again = code.open('loop');
    if (condition) {
      emit(c, condition, bool);
      code.op('i32.eqz');
      code.branch('br_if', leaving);
    }
    c.loops.push({ break: leaving, continue: code.open('block') });
    lowerBody(c, body);
    code.close();
    c.loops.pop();
    if (next) lower(c, next);
    code.branch('br', again);
    code.close();
    code.close();
  });
}

function lowerSwitch(c: Context, { value, cases, line }: Of<'switch'>): void {
  const { code } = c;
  const leaving = code.open('block');
  c.loops.push({ break: leaving });
  const known = c.constant(value)?.value;
  const valueOf = (one: Expression) => {
    const found = c.constant(one)?.value;
    return found === undefined ? c.refuse(line, 'a case that is no constant') : found;
  };
  const fallback = cases.find(({ isDefault }) => isDefault);
  if (known !== undefined) {
    const chosen = cases.find(({ values }) => values.some((one) => valueOf(one) === known));
    lowerBody(c, (chosen ?? fallback)?.body ?? []);
  } else {
    const [selector] = emitLeaves(c, value);
    for (const { values, isDefault, body } of cases) {
      if (isDefault) continue;
      values.forEach((one, index) => {
        code.get(selector);
        code.i32(valueOf(one));
        code.op('i32.eq');
        if (index > 0) code.op('i32.or');
      });
      code.open('if');
      lowerBody(c, body);
      code.branch('br', leaving);
      code.close();
    }
    lowerBody(c, fallback?.body ?? []);
  }
  c.loops.pop();
  code.close();
}

function lowerReturn(c: Context, { value, line }: Of<'return'>): void {
  const { code, result } = c;
  if (!result) return c.refuse(line, 'nothing is returned to');
  if (value) {
    const leaves = emitLeaves(c, value, result.type);
    leaves.forEach((leaf, index) => {
      code.get(leaf);
      code.set(result.leaves[index]);
    });
  }
  if (!Number.isNaN(result.label)) code.branch('br', result.label);
}
