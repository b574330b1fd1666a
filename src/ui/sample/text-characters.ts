/**
 * The drawn characters as one text node, so that twenty thousand of them stay cheap and a copy
 * holds nothing else; and the way from a place on the screen to a character and back.
 */
import type { SampledToken } from '../../protocol/frames.ts';
import { zoomOf } from '../zoom.ts';

const highlightName = 'sampled-character';

export class TextCharacters {
  #output: HTMLElement;
  #text = document.createTextNode('');
  /** Offset of each character in the text node, in UTF-16 units; the last entry is the end. */
  #starts = [0];
  #first: SampledToken | undefined;

  constructor(output: HTMLElement) {
    this.#output = output;
    output.append(this.#text);
  }

  /** Appends what is new; starts again if this is another sample. Whether anything changed. */
  show(tokens: readonly SampledToken[]): boolean {
    if (tokens[0] !== this.#first || tokens.length < this.#starts.length - 1) {
      this.#first = tokens[0];
      this.#starts = [0];
      this.#text.data = '';
    }
    const shown = this.#starts.length - 1;
    if (tokens.length === shown) return false;
    let added = '';
    const before = this.#starts[shown];
    for (let at = shown; at < tokens.length; at++) {
      added += tokens[at].text ?? tokens[at].symbol;
      this.#starts.push(before + added.length);
    }
    this.#text.appendData(added);
    return true;
  }

  highlight(at: number | null): void {
    if (!('highlights' in CSS)) return;
    if (at === null) CSS.highlights.delete(highlightName);
    else CSS.highlights.set(highlightName, new Highlight(this.#range(at)));
  }

  /** The character drawn at a place on the screen. */
  at(x: number, y: number): number | null {
    const near = this.#nearest(x, y);
    if (near === null) return null;
    // The caret stands between two characters: the place decides which one is meant.
    const last = this.#starts.length - 2;
    const covering = [near, near - 1, near + 1].find(
      (candidate) => candidate >= 0 && candidate <= last && this.#covers(candidate, x, y),
    );
    // Right of a line's end stands the newline that ended it.
    return covering ?? (last < 0 ? null : Math.min(near, last));
  }

  below(at: number): number | null {
    return this.#beyond(at, 1);
  }

  above(at: number): number | null {
    return this.#beyond(at, -1);
  }

  /** Scrolls a character into view. */
  reveal(at: number, page: HTMLElement): void {
    const rect = this.#range(at).getBoundingClientRect();
    const frame = page.getBoundingClientRect();
    const zoom = zoomOf(page);
    const below = (rect.bottom - frame.bottom) / zoom;
    const above = (frame.top - rect.top) / zoom;
    if (below > -4) page.scrollTop += below + 8;
    if (above > -4) page.scrollTop -= above + 8;
  }

  #beyond(at: number, direction: 1 | -1): number | null {
    const { left, top, height } = this.#range(at).getBoundingClientRect();
    let last: number | null = null;
    for (
      let next = at + direction;
      next >= 0 && next < this.#starts.length - 1;
      next += direction
    ) {
      const rect = this.#range(next).getBoundingClientRect();
      const lines = Math.abs(rect.top - top) / Math.max(1, height);
      if (lines > 1.9) return last;
      if (lines < 0.5) continue;
      last = next;
      if (direction > 0 ? rect.right > left : rect.left <= left) return next;
    }
    return last;
  }

  #range(at: number): Range {
    const range = document.createRange();
    range.setStart(this.#text, this.#starts[at]);
    range.setEnd(this.#text, this.#starts[at + 1]);
    return range;
  }

  #covers(at: number, x: number, y: number): boolean {
    return [...this.#range(at).getClientRects()].some(
      ({ left, right, top, bottom }) => x >= left && x <= right && y >= top - 3 && y <= bottom + 3,
    );
  }

  #nearest(x: number, y: number): number | null {
    const root = this.#output.getRootNode();
    if (!(root instanceof ShadowRoot) || !('caretPositionFromPoint' in document)) {
      return this.#search(x, y);
    }
    const caret = document.caretPositionFromPoint(x, y, { shadowRoots: [root] });
    // Browsers that do not look into shadow roots answer with the host.
    if (caret?.offsetNode !== this.#text) return this.#search(x, y);
    return this.#characterAt(caret.offset);
  }

  #characterAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Text runs line by line, so places can be halved. */
  #search(x: number, y: number): number | null {
    let low = 0;
    let high = this.#starts.length - 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { right, top, bottom } = this.#range(middle).getBoundingClientRect();
      if (bottom < y || (top <= y && right < x)) low = middle + 1;
      else high = middle;
    }
    return high < 0 ? null : low;
  }
}
