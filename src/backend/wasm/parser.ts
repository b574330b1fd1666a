/** WGSL text as a syntax tree. What the compiler does not know is refused with its line. */
import { TokenReader } from './reader.ts';
import type {
  Declaration,
  Expression,
  FunctionSyntax,
  ModuleSyntax,
  Parameter,
  Statement,
  SwitchCase,
  TypeName,
} from './syntax.ts';

/** Operators by how tightly they bind, loosest first. */
const levels = [['||'], ['&&'], ['|'], ['^'], ['&'], ['==', '!='], ['<', '>', '<=', '>=']].concat([
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
]);
const assignments = ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='];
/** Names that are followed by type arguments. */
const generic = new Set(['array', 'ptr', 'vec2', 'vec3', 'vec4', 'mat4x4', 'bitcast']);

interface Attributes {
  [name: string]: Expression[];
}

export class Parser {
  readonly #from: TokenReader;

  /** @param name what errors call the text */
  constructor(text: string, name: string) {
    this.#from = new TokenReader(text, name);
  }

  /** @throws KernelError with the line of what is not understood */
  module(): ModuleSyntax {
    const module: ModuleSyntax = {
      structs: new Map(),
      constants: new Map(),
      variables: new Map(),
      functions: new Map(),
    };
    while (this.#from.token.kind !== 'end') this.#global(module);
    return module;
  }

  #attributes(): Attributes {
    const attributes: Attributes = {};
    while (this.#from.skip('@')) {
      const name = this.#from.word();
      attributes[name] = this.#from.skip('(') ? this.#from.list(')', () => this.#expression()) : [];
    }
    return attributes;
  }

  #global(module: ModuleSyntax): void {
    if (this.#from.skip(';')) return;
    const attributes = this.#attributes();
    const { line } = this.#from.token;
    if (this.#from.skip('struct')) {
      const name = this.#named(module);
      this.#from.expect('{');
      const fields = this.#from.list('}', () => {
        this.#attributes();
        const { line: fieldLine } = this.#from.token;
        const field = this.#from.name();
        this.#from.expect(':');
        return { name: field, line: fieldLine, type: this.#type() };
      });
      module.structs.set(name, fields);
    } else if (this.#from.skip('const')) {
      this.#isFree(module);
      const declaration = this.#declaration(line);
      module.constants.set(declaration.name, declaration);
      this.#from.expect(';');
    } else if (this.#from.skip('var')) {
      this.#from.expect('<');
      const [space, access] = this.#from.list('>', () => this.#from.word());
      if (space !== 'private' && space !== 'uniform' && space !== 'storage') {
        this.#from.refuse('a variable that is neither private, uniform nor storage');
      }
      const numberOf = (expressions: Expression[] | undefined) => {
        const [first] = expressions ?? [];
        return first?.kind === 'number' ? Number.parseInt(first.text) : undefined;
      };
      this.#isFree(module);
      const variable = {
        ...this.#declaration(line),
        space,
        access,
        group: numberOf(attributes.group),
        binding: numberOf(attributes.binding),
      } as const;
      module.variables.set(variable.name, variable);
      this.#from.expect(';');
    } else if (this.#from.skip('fn')) {
      this.#isFree(module);
      const made = this.#function(attributes, line);
      module.functions.set(made.name, made);
    } else this.#from.refuse('this does not begin a declaration');
  }

  /** Names of a module are each given once, whatever they are given to. */
  #isFree(module: ModuleSyntax): void {
    const { text } = this.#from.token;
    if (Object.values(module).some((named: ReadonlyMap<string, unknown>) => named.has(text))) {
      this.#from.refuse('a name that is taken');
    }
  }

  #named(module: ModuleSyntax): string {
    this.#isFree(module);
    return this.#from.name();
  }

  #function(attributes: Attributes, line: number): FunctionSyntax {
    const name = this.#from.name();
    this.#from.expect('(');
    const parameters = this.#from.list(')', (): Parameter => {
      const { builtin } = this.#attributes();
      const { line: own } = this.#from.token;
      const parameter = this.#from.name();
      this.#from.expect(':');
      const [what] = builtin ?? [];
      return {
        name: parameter,
        line: own,
        type: this.#type(),
        ...(what?.kind === 'name' ? { builtin: what.name } : {}),
      };
    });
    let result: TypeName | undefined;
    if (this.#from.skip('->')) result = this.#type();
    const body = this.#block();
    return { name, line, parameters, result, body, workgroup: attributes.workgroup_size };
  }

  #type(): TypeName {
    const { line } = this.#from.token;
    const name = this.#from.word();
    if (!generic.has(name) || !this.#from.skip('<')) return { name, arguments: [], line };
    const first = this.#type();
    const rest = this.#from.skip(',') ? [this.#typeArgument(name)] : [];
    this.#from.skip(',');
    this.#from.splitShift();
    this.#from.expect('>');
    return { name, arguments: [first, ...rest], line };
  }

  #typeArgument(name: string): TypeName | Expression {
    return name === 'ptr' ? this.#type() : this.#binary(levels.length - 2);
  }

  #declaration(line: number): Declaration {
    const name = this.#from.name();
    const type = this.#from.skip(':') ? this.#type() : undefined;
    const value = this.#from.skip('=') ? this.#expression() : undefined;
    return { line, name, type, value };
  }

  #block(): Statement[] {
    this.#from.expect('{');
    const body: Statement[] = [];
    while (!this.#from.skip('}')) {
      const statement = this.#statement();
      if (statement) body.push(statement);
    }
    return body;
  }

  #statement(): Statement | undefined {
    const { line } = this.#from.token;
    if (this.#from.skip(';')) return undefined;
    if (this.#from.is('{')) return { kind: 'block', line, body: this.#block() };
    if (this.#from.skip('if')) return this.#if(line);
    if (this.#from.skip('for')) return this.#for(line);
    if (this.#from.skip('while')) {
      return { kind: 'loop', line, condition: this.#expression(), body: this.#block() };
    }
    if (this.#from.skip('switch')) return this.#switch(line);
    const statement = this.#simple(line);
    this.#from.expect(';');
    return statement;
  }

  #simple(line: number): Statement {
    for (const kind of ['let', 'var', 'const'] as const) {
      if (this.#from.skip(kind)) return { kind, line, declaration: this.#declaration(line) };
    }
    if (this.#from.skip('return')) {
      return { kind: 'return', line, value: this.#from.is(';') ? undefined : this.#expression() };
    }
    if (this.#from.skip('break')) return { kind: 'break', line };
    if (this.#from.skip('continue')) return { kind: 'continue', line };
    const target = this.#unary();
    const one: Expression = { kind: 'number', line, text: '1' };
    if (this.#from.skip('++')) {
      return { kind: 'assign', line, target, operator: '+', value: one, isCount: true };
    }
    if (this.#from.skip('--')) {
      return { kind: 'assign', line, target, operator: '-', value: one, isCount: true };
    }
    const operator = assignments.find((text) => this.#from.skip(text));
    if (operator !== undefined) {
      const value = this.#expression();
      return { kind: 'assign', line, target, operator: operator.slice(0, -1), value };
    }
    if (target.kind !== 'call') this.#from.refuse('this is no statement');
    return { kind: 'call', line, call: target };
  }

  #if(line: number): Statement {
    const condition = this.#expression();
    const then = this.#block();
    let otherwise: Statement[] = [];
    const { line: elseLine } = this.#from.token;
    if (this.#from.skip('else')) {
      otherwise = this.#from.skip('if') ? [this.#if(elseLine)] : this.#block();
    }
    return { kind: 'if', line, condition, then, otherwise };
  }

  #for(line: number): Statement {
    this.#from.expect('(');
    const start = this.#from.is(';') ? undefined : this.#simple(line);
    this.#from.expect(';');
    const condition = this.#from.is(';') ? undefined : this.#expression();
    this.#from.expect(';');
    const next = this.#from.is(')') ? undefined : this.#simple(line);
    this.#from.expect(')');
    return { kind: 'loop', line, start, condition, next, body: this.#block() };
  }

  #switch(line: number): Statement {
    const value = this.#expression();
    this.#from.expect('{');
    const cases: SwitchCase[] = [];
    while (!this.#from.skip('}')) {
      let isDefault = this.#from.skip('default');
      const values: Expression[] = [];
      if (!isDefault) {
        this.#from.expect('case');
        while (!this.#from.is('{') && !this.#from.is(':')) {
          if (this.#from.skip('default')) isDefault = true;
          else values.push(this.#expression());
          this.#from.skip(',');
        }
      }
      this.#from.skip(':');
      cases.push({ values, isDefault, body: this.#block() });
    }
    return { kind: 'switch', line, value, cases };
  }

  #expression(): Expression {
    return this.#binary(0);
  }

  #binary(level: number): Expression {
    if (level === levels.length) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const { line } = this.#from.token;
      const operator = levels[level].find((text) => this.#from.skip(text));
      if (operator === undefined) return left;
      left = { kind: 'binary', line, operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Expression {
    const { line } = this.#from.token;
    for (const operator of ['-', '!', '~', '*', '&'] as const) {
      if (this.#from.skip(operator))
        return { kind: 'unary', line, operator, operand: this.#unary() };
    }
    return this.#postfix();
  }

  #postfix(): Expression {
    let value = this.#primary();
    for (;;) {
      const { line } = this.#from.token;
      if (this.#from.skip('.'))
        value = { kind: 'member', line, object: value, name: this.#from.word() };
      else if (this.#from.skip('[')) {
        value = { kind: 'index', line, object: value, index: this.#expression() };
        this.#from.expect(']');
      } else return value;
    }
  }

  #primary(): Expression {
    const { kind, text, line } = this.#from.token;
    if (kind === 'number') {
      this.#from.advance();
      return { kind: 'number', line, text };
    }
    if (this.#from.skip('(')) {
      const inner = this.#expression();
      this.#from.expect(')');
      return inner;
    }
    if (kind !== 'name') this.#from.refuse('a value was expected');
    const callee = this.#type();
    if (!this.#from.skip('(')) return { kind: 'name', line, name: callee.name };
    const given = this.#from.list(')', () => this.#expression());
    return { kind: 'call', line, callee, arguments: given };
  }
}
