/** Which views stand on the page: what a person closes and opens, and what a link names. */
import { openAtFirst, settleViews, type ViewPlace, viewsForLink } from '../../config/link-views.ts';
import type { Selection } from './selection.ts';
import { type Readable, Store } from './store.ts';

export class OpenViews {
  readonly #main = new Store<readonly string[]>([]);
  /** Ids of the main area's, in the order of the page; never none. */
  readonly main: Readable<readonly string[]> = this.#main;
  readonly #moved = new Store<string | null>(null);
  /** What was just closed or opened by hand, until the keyboard has followed it. */
  readonly moved: Readable<string | null> = this.#moved;

  readonly #views: readonly ViewPlace[];
  readonly #selection: Selection;

  constructor(views: readonly ViewPlace[], selection: Selection) {
    this.#views = views;
    this.#selection = selection;
    this.#main.set(openAtFirst(views));
  }

  /** The last one stays. */
  get canClose(): boolean {
    return this.main.value.length > 1;
  }

  /** What to write into a link; null where everything stands as at first. */
  get forLink(): string[] | null {
    return viewsForLink(this.#views, this.#open);
  }

  isOpen(id: string): boolean {
    return this.#open.includes(id);
  }

  close(id: string): void {
    if (!this.canClose) return;
    this.#moved.set(id);
    this.#setMain(this.main.value.filter((other) => other !== id));
  }

  reopen(id: string): void {
    this.#moved.set(id);
    this.open(id);
  }

  open(id: string): void {
    if (openAtFirst(this.#views).includes(id)) this.#setMain([...this.main.value, id]);
    else this.#selection.openTab(id);
  }

  /** The keyboard is where something was closed or opened. */
  arrived(): void {
    this.#moved.set(null);
  }

  /** As a link has it. @returns remarks on what it names and is not here */
  adopt(wanted: readonly string[] | null): string[] {
    const { open, remarks } = settleViews(wanted, this.#views);
    const tab = this.#views.find(({ id, place }) => place === 'tab' && open.includes(id));
    this.#setMain(open);
    if (tab) this.#selection.openTab(tab.id);
    else this.#selection.closeTab();
    return remarks;
  }

  get #open(): string[] {
    const tab = this.#selection.tab.value;
    return [...this.main.value, ...(tab === null ? [] : [tab])];
  }

  #setMain(ids: readonly string[]): void {
    const main = openAtFirst(this.#views).filter((id) => ids.includes(id));
    if (main.join() !== this.main.value.join()) this.#main.set(main);
  }
}
