/** A formula made when the page was built, drawn as native MathML. */
import type { MathTree } from 'virtual:equations';

const namespace = 'http://www.w3.org/1998/Math/MathML';

export class MathFormula extends HTMLElement {
  #tree: MathTree | null = null;

  get tree(): MathTree | null {
    return this.#tree;
  }

  set tree(tree: MathTree | null) {
    if (tree === this.#tree) return;
    this.#tree = tree;
    this.replaceChildren(...(tree ? [draw(tree)] : []));
  }
}

function draw([name, attributes, ...children]: MathTree): Element {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.map((child) => (typeof child === 'string' ? child : draw(child))));
  return element;
}

customElements.define('math-formula', MathFormula);

declare global {
  interface HTMLElementTagNameMap {
    'math-formula': MathFormula;
  }
}
