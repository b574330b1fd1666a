/** A cursor over the tokens of a text: looks at the next one, takes it, or refuses it with its line. */
import { KernelError } from '../../lib/errors.ts';
import { isName } from './reserved-words.ts';
import { type Token, tokensOf } from './lexer.ts';

export class TokenReader {
  readonly #tokens: Token[];
  readonly #name: string;
  #at = 0;

  /** @param name what errors call the text */
  constructor(text: string, name: string) {
    this.#tokens = tokensOf(text, name);
    this.#name = name;
  }

  get token(): Token {
    return this.#tokens[this.#at];
  }

  is(text: string): boolean {
    const { kind, text: found } = this.token;
    return found === text && kind !== 'number';
  }

  skip(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at++;
    return true;
  }

  expect(text: string): void {
    if (!this.skip(text)) this.refuse(`“${text}” was expected`);
  }

  word(): string {
    const { kind, text } = this.token;
    if (kind !== 'name') this.refuse('a name was expected');
    this.#at++;
    return text;
  }

  /** One that something may be called. */
  name(): string {
    const { kind, text } = this.token;
    if (kind !== 'name') this.refuse('a name was expected');
    if (!isName(text)) this.refuse('a word that WGSL keeps for itself');
    this.#at++;
    return text;
  }

  refuse(what: string): never {
    const { text, line } = this.token;
    throw new KernelError({
      where: `${this.#name}:${line}`,
      what,
      values: { found: text },
      advice: 'Write it as the other kernels do',
    });
  }

  advance(): void {
    this.#at++;
  }

  list<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    while (!this.skip(end)) {
      items.push(item());
      if (!this.skip(',')) {
        this.expect(end);
        break;
      }
    }
    return items;
  }

  /** `>>` closes two lists of type arguments: it becomes two tokens. */
  splitShift(): void {
    if (!this.is('>>')) return;
    const { line } = this.token;
    const halves = [0, 1].map((): Token => ({ kind: 'symbol', text: '>', line }));
    this.#tokens.splice(this.#at, 1, ...halves);
  }
}
