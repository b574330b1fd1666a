/** WGSL text as a syntax tree. What the compiler does not know is refused with its line. */
import { KernelError } from '../../lib/errors.ts';
import { type Token, tokensOf } from './lexer.ts';
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
  readonly #tokens: Token[];
  readonly #name: string;
  #at = 0;

  /** @param name what errors call the text */
  constructor(text: string, name: string) {
    this.#tokens = tokensOf(text, name);
    this.#name = name;
  }

  /** @throws KernelError with the line of what is not understood */
  module(): ModuleSyntax {
    const module: ModuleSyntax = {
      structs: new Map(),
      constants: new Map(),
      variables: new Map(),
      functions: new Map(),
    };
    while (this.#token.kind !== 'end') this.#global(module);
    return module;
  }

  get #token(): Token {
    return this.#tokens[this.#at];
  }

  #is(text: string): boolean {
    const { kind, text: found } = this.#token;
    return found === text && kind !== 'number';
  }

  #skip(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) this.#refuse(`“${text}” was expected`);
  }

  #word(): string {
    const { kind, text } = this.#token;
    if (kind !== 'name') this.#refuse('a name was expected');
    this.#at++;
    return text;
  }

  #refuse(what: string): never {
    const { text, line } = this.#token;
    throw new KernelError({
      where: `${this.#name}:${line}`,
      what,
      values: { found: text },
      advice: 'Write it as the other kernels do',
    });
  }

  #list<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    while (!this.#skip(end)) {
      items.push(item());
      if (!this.#skip(',')) {
        this.#expect(end);
        break;
      }
    }
    return items;
  }

  #attributes(): Attributes {
    const attributes: Attributes = {};
    while (this.#skip('@')) {
      const name = this.#word();
      attributes[name] = this.#skip('(') ? this.#list(')', () => this.#expression()) : [];
    }
    return attributes;
  }

  #global(module: ModuleSyntax): void {
    if (this.#skip(';')) return;
    const attributes = this.#attributes();
    const { line } = this.#token;
    if (this.#skip('struct')) {
      const name = this.#word();
      this.#expect('{');
      const fields = this.#list('}', () => {
        this.#attributes();
        const field = this.#word();
        this.#expect(':');
        return { name: field, type: this.#type() };
      });
      module.structs.set(name, fields);
    } else if (this.#skip('const')) {
      const declaration = this.#declaration(line);
      module.constants.set(declaration.name, declaration);
      this.#expect(';');
    } else if (this.#skip('var')) {
      this.#expect('<');
      const [space, access] = this.#list('>', () => this.#word());
      if (space !== 'private' && space !== 'uniform' && space !== 'storage') {
        this.#refuse('a variable that is neither private, uniform nor storage');
      }
      const numberOf = (expressions: Expression[] | undefined) => {
        const [first] = expressions ?? [];
        return first?.kind === 'number' ? Number.parseInt(first.text) : undefined;
      };
      const variable = {
        ...this.#declaration(line),
        space,
        access,
        group: numberOf(attributes.group),
        binding: numberOf(attributes.binding),
      } as const;
      module.variables.set(variable.name, variable);
      this.#expect(';');
    } else if (this.#skip('fn')) {
      const made = this.#function(attributes, line);
      module.functions.set(made.name, made);
    } else this.#refuse('this does not begin a declaration');
  }

  #function(attributes: Attributes, line: number): FunctionSyntax {
    const name = this.#word();
    this.#expect('(');
    const parameters = this.#list(')', (): Parameter => {
      const { builtin } = this.#attributes();
      const parameter = this.#word();
      this.#expect(':');
      const [what] = builtin ?? [];
      return {
        name: parameter,
        type: this.#type(),
        ...(what?.kind === 'name' ? { builtin: what.name } : {}),
      };
    });
    let result: TypeName | undefined;
    if (this.#skip('->')) result = this.#type();
    const body = this.#block();
    return { name, line, parameters, result, body, workgroup: attributes.workgroup_size };
  }

  #type(): TypeName {
    const { line } = this.#token;
    const name = this.#word();
    if (!generic.has(name) || !this.#skip('<')) return { name, arguments: [], line };
    const first = this.#type();
    const rest = this.#skip(',') ? [this.#typeArgument(name)] : [];
    this.#skip(',');
    // `>>` closes two at once
    if (this.#is('>>')) {
      this.#tokens.splice(this.#at, 1, ...this.#split());
    }
    this.#expect('>');
    return { name, arguments: [first, ...rest], line };
  }

  #typeArgument(name: string): TypeName | Expression {
    return name === 'ptr' ? this.#type() : this.#binary(levels.length - 2);
  }

  #split(): Token[] {
    const { line } = this.#token;
    return [0, 1].map(() => ({ kind: 'symbol', text: '>', line }));
  }

  #declaration(line: number): Declaration {
    const name = this.#word();
    const type = this.#skip(':') ? this.#type() : undefined;
    const value = this.#skip('=') ? this.#expression() : undefined;
    return { line, name, type, value };
  }

  #block(): Statement[] {
    this.#expect('{');
    const body: Statement[] = [];
    while (!this.#skip('}')) {
      const statement = this.#statement();
      if (statement) body.push(statement);
    }
    return body;
  }

  #statement(): Statement | undefined {
    const { line } = this.#token;
    if (this.#skip(';')) return undefined;
    if (this.#is('{')) return { kind: 'block', line, body: this.#block() };
    if (this.#skip('if')) return this.#if(line);
    if (this.#skip('for')) return this.#for(line);
    if (this.#skip('while')) {
      return { kind: 'loop', line, condition: this.#expression(), body: this.#block() };
    }
    if (this.#skip('switch')) return this.#switch(line);
    const statement = this.#simple(line);
    this.#expect(';');
    return statement;
  }

  #simple(line: number): Statement {
    for (const kind of ['let', 'var', 'const'] as const) {
      if (this.#skip(kind)) return { kind, line, declaration: this.#declaration(line) };
    }
    if (this.#skip('return')) {
      return { kind: 'return', line, value: this.#is(';') ? undefined : this.#expression() };
    }
    if (this.#skip('break')) return { kind: 'break', line };
    if (this.#skip('continue')) return { kind: 'continue', line };
    const target = this.#unary();
    const one: Expression = { kind: 'number', line, text: '1' };
    if (this.#skip('++')) return { kind: 'assign', line, target, operator: '+', value: one };
    if (this.#skip('--')) return { kind: 'assign', line, target, operator: '-', value: one };
    const operator = assignments.find((text) => this.#skip(text));
    if (operator !== undefined) {
      const value = this.#expression();
      return { kind: 'assign', line, target, operator: operator.slice(0, -1), value };
    }
    if (target.kind !== 'call') this.#refuse('this is no statement');
    return { kind: 'call', line, call: target };
  }

  #if(line: number): Statement {
    const condition = this.#expression();
    const then = this.#block();
    let otherwise: Statement[] = [];
    const { line: elseLine } = this.#token;
    if (this.#skip('else')) {
      otherwise = this.#skip('if') ? [this.#if(elseLine)] : this.#block();
    }
    return { kind: 'if', line, condition, then, otherwise };
  }

  #for(line: number): Statement {
    this.#expect('(');
    const start = this.#is(';') ? undefined : this.#simple(line);
    this.#expect(';');
    const condition = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    const next = this.#is(')') ? undefined : this.#simple(line);
    this.#expect(')');
    return { kind: 'loop', line, start, condition, next, body: this.#block() };
  }

  #switch(line: number): Statement {
    const value = this.#expression();
    this.#expect('{');
    const cases: SwitchCase[] = [];
    while (!this.#skip('}')) {
      let isDefault = this.#skip('default');
      const values: Expression[] = [];
      if (!isDefault) {
        this.#expect('case');
        while (!this.#is('{') && !this.#is(':')) {
          if (this.#skip('default')) isDefault = true;
          else values.push(this.#expression());
          this.#skip(',');
        }
      }
      this.#skip(':');
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
      const { line } = this.#token;
      const operator = levels[level].find((text) => this.#skip(text));
      if (operator === undefined) return left;
      left = { kind: 'binary', line, operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): Expression {
    const { line } = this.#token;
    for (const operator of ['-', '!', '~', '*', '&'] as const) {
      if (this.#skip(operator)) return { kind: 'unary', line, operator, operand: this.#unary() };
    }
    return this.#postfix();
  }

  #postfix(): Expression {
    let value = this.#primary();
    for (;;) {
      const { line } = this.#token;
      if (this.#skip('.')) value = { kind: 'member', line, object: value, name: this.#word() };
      else if (this.#skip('[')) {
        value = { kind: 'index', line, object: value, index: this.#expression() };
        this.#expect(']');
      } else return value;
    }
  }

  #primary(): Expression {
    const { kind, text, line } = this.#token;
    if (kind === 'number') {
      this.#at++;
      return { kind: 'number', line, text };
    }
    if (this.#skip('(')) {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (kind !== 'name') this.#refuse('a value was expected');
    const callee = this.#type();
    if (!this.#skip('(')) return { kind: 'name', line, name: callee.name };
    const given = this.#list(')', () => this.#expression());
    return { kind: 'call', line, callee, arguments: given };
  }
}
