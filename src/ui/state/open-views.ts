/** Which views stand on the page: what a person closes and opens, and what a link names. */
import type { LinkRemark } from '../../lib/problems.ts';
import { firstTask } from '../../config/first-task.ts';
import { openAtFirst, settleViews, type ViewPlace, viewsForLink } from '../../config/link-views.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { Selection } from './selection.ts';
import { type Readable, Store } from './store.ts';

/** A view of the page; a special one stands only where a task names it. */
export interface KnownView extends ViewPlace {
  isSpecial?: boolean;
}

const ownOfFirst: readonly string[] = firstTask.views.own;

export class OpenViews {
  readonly #main = new Store<readonly string[]>([]);
  /** Ids of the main area's, in the order of the page; never none. */
  readonly main: Readable<readonly string[]> = this.#main;
  readonly #moved = new Store<string | null>(null);
  /** What was just closed or opened by hand, until the keyboard has followed it. */
  readonly moved: Readable<string | null> = this.#moved;

  readonly #here = new Store<readonly string[]>([]);
  /** Ids of all that stand on the page, open or not: as the task has them. */
  readonly here: Readable<readonly string[]> = this.#here;

  readonly #all: readonly KnownView[];
  #views: readonly ViewPlace[];
  readonly #selection: Selection;
  /** As a link has it, until the task is known. */
  #wanted: readonly string[] | null = null;

  constructor(views: readonly KnownView[], selection: Selection) {
    this.#all = views;
    this.#views = views.filter(({ id, isSpecial }) => !isSpecial || ownOfFirst.includes(id));
    this.#selection = selection;
    this.#main.set(openAtFirst(this.#views));
    this.#here.set(this.#views.map(({ id }) => id));
  }

  /** The task has these. @returns remarks on what a link opens and is not here */
  limit({ lacks, own }: TaskInfo['views']): LinkRemark[] {
    const views = this.#all.filter(({ id, isSpecial }) =>
      isSpecial ? own.includes(id) : !lacks.includes(id),
    );
    const here = views.map(({ id }) => id);
    if (here.join() === this.#here.value.join()) return [];
    this.#views = views;
    this.#here.set(here);
    const { tab } = this.#selection;
    const isTabHere = tab.value === null || here.includes(tab.value);
    if (!isTabHere) this.#selection.closeTab();
    const { open, remarks } = settleViews(this.#wanted, views);
    this.#wanted = null;
    this.#setMain(open);
    return remarks;
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
  adopt(wanted: readonly string[] | null): LinkRemark[] {
    const { open, remarks } = settleViews(wanted, wanted ? this.#all : this.#views);
    // what is remarked on now is not remarked on again when the task is known
    this.#wanted = wanted && wanted.filter((id) => open.includes(id));
    const tab = this.#all.find(({ id, place }) => place === 'tab' && open.includes(id));
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
    const main = openAtFirst(this.#all).filter((id) => ids.includes(id));
    if (main.join() !== this.main.value.join()) this.#main.set(main);
  }
}
