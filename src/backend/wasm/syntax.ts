/** The syntax tree of a WGSL module: the subset that barrier-free kernels are written in. */

export interface TypeName {
  name: string;
  /** `array<vec4f, 4>`: the element type, then the length. `ptr<function, Unit>`: space, type. */
  arguments: (TypeName | Expression)[];
  line: number;
}

export type Expression = { line: number } & (
  | { kind: 'number'; text: string }
  | { kind: 'name'; name: string }
  | { kind: 'unary'; operator: '-' | '!' | '~' | '*' | '&'; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'member'; object: Expression; name: string }
  | { kind: 'index'; object: Expression; index: Expression }
  /** A function, a type or a builtin applied to arguments. */
  | { kind: 'call'; callee: TypeName; arguments: Expression[] }
);

export type Declaration = { line: number; name: string; type?: TypeName; value?: Expression };

export type Statement = { line: number } & (
  | { kind: 'let' | 'var' | 'const'; declaration: Declaration }
  /** `isCount`: it was written as ++ or --. */
  | {
      kind: 'assign';
      target: Expression;
      operator: string;
      value: Expression;
      isCount?: boolean;
    }
  | { kind: 'call'; call: Expression }
  | { kind: 'block'; body: Statement[] }
  | { kind: 'if'; condition: Expression; then: Statement[]; otherwise: Statement[] }
  | {
      kind: 'loop';
      start?: Statement;
      condition?: Expression;
      next?: Statement;
      body: Statement[];
    }
  | { kind: 'switch'; value: Expression; cases: SwitchCase[] }
  | { kind: 'return'; value?: Expression }
  | { kind: 'break' }
  | { kind: 'continue' }
);

/** No values: the default; `default` may also stand among values. */
export interface SwitchCase {
  values: Expression[];
  isDefault: boolean;
  body: Statement[];
}

export interface Field {
  name: string;
  line: number;
  type: TypeName;
}

export interface Parameter {
  name: string;
  line: number;
  type: TypeName;
  builtin?: string;
}

export interface FunctionSyntax {
  name: string;
  line: number;
  parameters: Parameter[];
  result?: TypeName;
  body: Statement[];
  /** Of an entry point. */
  workgroup?: Expression[];
}

export interface VariableSyntax extends Declaration {
  space: 'private' | 'uniform' | 'storage';
  access?: string;
  group?: number;
  binding?: number;
}

export interface ModuleSyntax {
  structs: Map<string, Field[]>;
  constants: Map<string, Declaration>;
  variables: Map<string, VariableSyntax>;
  functions: Map<string, FunctionSyntax>;
}
