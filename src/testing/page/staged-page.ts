/**
 * The whole page with the worker played by a test: real elements, real stores, scripted messages, no
 * GPU. What the page shows is read as a person would find it, by label and by place.
 */
import { expect } from 'vitest';
import { catalogue } from '../../worker/catalogue.ts';
import type { Problem } from '../../lib/problems.ts';
import type { Catalogue } from '../../protocol/catalogue.ts';
import type { PageMessage, WorkerMessage } from '../../protocol/messages.ts';
import type { NetEstimate, NetInfo } from '../../protocol/net-info.ts';
import type { TextInfo } from '../../protocol/text-info.ts';
import type { Frame, ViewFrame, ViewId, ViewOpen } from '../../protocol/views.ts';
import type { SettingKey } from '../../config/settings.ts';
import type { Overlay } from '../document-diff.ts';
import type { SourcePatch } from '../planted-bugs.ts';
import { engineOf, netOf, textOf } from './messages.ts';
import { pageScripts } from './page-bundle.ts';
import type { RecordedCanvas } from './recorded-canvas.ts';
import type { Sound } from './recorded-sound.ts';
import { StagedWindow } from './staged-window.ts';

/** Longer than anything rests: typing settles, tables and charts are drawn again. */
const restMs = 1200;

export interface Script {
  text?: TextInfo;
  net?: NetInfo;
  /** What the form would cost; null: nothing is said. */
  estimate?: NetEstimate | null;
  problem?: Problem | null;
  catalogue?: Catalogue;
  patch?: SourcePatch;
  /** Files of the page as they would be. */
  overlay?: Overlay;
  /** Settings of the page's address, with their `#`. */
  hash?: string;
}

type PageWorker = { onmessage: (event: { data: WorkerMessage }) => void };
type Sent<Type extends PageMessage['type']> = Extract<PageMessage, { type: Type }>;

export class StagedPage {
  readonly sent: PageMessage[] = [];
  readonly #staged: StagedWindow;
  #script: Script;
  readonly #lost = new Set<WorkerMessage['type']>();
  #worker: PageWorker | null = null;

  /** With a text and a net on it, unless the script says otherwise. */
  static async open(script: Script = {}): Promise<StagedPage> {
    const page = new StagedPage(script);
    await page.#start(await pageScripts(script.patch, script.overlay));
    return page;
  }

  private constructor(script: Script) {
    this.#script = script;
    this.#staged = new StagedWindow(script.hash);
  }

  close(): Promise<void> {
    return this.#staged.close();
  }

  /** The worker says this; then the page comes to rest. */
  async say(...messages: WorkerMessage[]): Promise<void> {
    for (const message of messages) this.#worker!.onmessage({ data: message });
    await this.rest();
  }

  async rest(ms = restMs): Promise<void> {
    await this.#staged.advance(ms);
  }

  /** What the worker has from now on where a text or a net is asked for. */
  next(script: Pick<Script, 'text' | 'net'>): void {
    this.#script = { ...this.#script, ...script };
  }

  /** From now on the worker does not say this by itself. */
  lose(type: WorkerMessage['type']): void {
    this.#lost.add(type);
  }

  /** The worker shows this of what was wished last of a view. */
  show<Id extends ViewId>(view: Id, frame: Frame<Id>): Promise<void> {
    return this.say({
      type: 'view.frame',
      view,
      id: this.wished(view)?.id ?? 0,
      frame,
    } as ViewFrame);
  }

  /** The worker shows this of what was wished before that: it was on its way. */
  showLate<Id extends ViewId>(view: Id, frame: Frame<Id>): Promise<void> {
    const id = (this.wished(view)?.id ?? 0) - 1;
    return this.say({ type: 'view.frame', view, id, frame } as ViewFrame);
  }

  /** What the page last wished to see of a view. */
  wished<Id extends ViewId>(view: Id): ViewOpen<Id> | undefined {
    const isIt = (message: PageMessage) => message.type === 'view.open' && message.view === view;
    return this.sent.findLast(isIt) as ViewOpen<Id> | undefined;
  }

  /** How often the page has asked for, or closed, a view. */
  told(type: 'view.open' | 'view.close', view: ViewId): number {
    return this.sent.filter((one) => one.type === type && one.view === view).length;
  }

  /** What the page last told the worker of this type. */
  lastSent<Type extends PageMessage['type']>(type: Type): Sent<Type> | undefined {
    return this.sent.findLast((message): message is Sent<Type> => message.type === type);
  }

  /** Everywhere, in shadow roots too, in the order in which it stands on the page. */
  all<Found extends Element = HTMLElement>(selector: string, within?: Element): Found[] {
    const found: Found[] = [];
    const walk = (node: Element): void => {
      if (node.matches(selector)) found.push(node as Found);
      for (const child of node.shadowRoot?.children ?? []) walk(child);
      for (const child of node.children) walk(child);
    };
    if (within) {
      for (const child of [...(within.shadowRoot?.children ?? []), ...within.children]) walk(child);
    } else walk(this.#staged.window.document.body);
    return found;
  }

  one<Found extends Element = HTMLElement>(selector: string, within?: Element): Found {
    const [found, ...more] = this.all<Found>(selector, within);
    expect(found, `there is ${selector}`).toBeDefined();
    expect(more.length, `only one ${selector}`).toBe(0);
    return found;
  }

  texts(selector: string, within?: Element): string[] {
    return this.all(selector, within).map(textIn);
  }

  text(selector: string, within?: Element): string {
    return textIn(this.one(selector, within));
  }

  output(label: string): string {
    return this.text(`output[aria-label="${label}"]`);
  }

  /** Of a button, its words or its accessible name. */
  button(name: string, within?: Element): HTMLButtonElement {
    const found = this.all<HTMLButtonElement>('button', within).filter(
      (button) => (button.getAttribute('aria-label') ?? textIn(button)) === name,
    );
    expect(found.length, `one button ${name}`).toBe(1);
    return found[0];
  }

  async press(name: string, within?: Element): Promise<void> {
    await this.click(this.button(name, within));
  }

  async click(target: Element): Promise<void> {
    (target as HTMLElement).click();
    await this.rest();
  }

  /** An event of the pointer at pixels from the top left corner. */
  async pointAt(target: Element, x: number, y: number, type = 'pointermove'): Promise<void> {
    const { MouseEvent } = this.#staged.window;
    const init = { bubbles: true, composed: true, clientX: x, clientY: y };
    target.dispatchEvent(new MouseEvent(type, init));
    await this.rest(100);
  }

  async key(target: Element, key: string, init: KeyboardEventInit = {}): Promise<void> {
    const { KeyboardEvent } = this.#staged.window;
    const ways = { bubbles: true, composed: true, cancelable: true };
    target.dispatchEvent(new KeyboardEvent('keydown', { key, ...ways, ...init }));
    await this.rest(100);
  }

  async enter(control: Element, value: string): Promise<void> {
    (control as HTMLInputElement).value = value;
    const { Event } = this.#staged.window;
    control.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    control.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    await this.rest();
  }

  async submit(form: Element): Promise<void> {
    form.dispatchEvent(new this.#staged.window.Event('submit', { cancelable: true }));
    await this.rest();
  }

  async tick(checkbox: Element, checked: boolean): Promise<void> {
    (checkbox as HTMLInputElement).checked = checked;
    const { Event } = this.#staged.window;
    checkbox.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    await this.rest();
  }

  /** Names of the elements that show something else once they update: they have missed a change. */
  async outdated(): Promise<string[]> {
    type Updating = HTMLElement & { requestUpdate?: () => void };
    const elements = this.all<Updating>('*').filter((element) => element.requestUpdate);
    const shown = elements.map(shownBy);
    for (const element of elements) element.requestUpdate!();
    await this.rest(100);
    return elements.flatMap((element, at) =>
      shownBy(element) === shown[at] ? [] : [element.localName],
    );
  }

  /** The control of a setting. */
  control(key: SettingKey, within?: Element): HTMLInputElement {
    const fields = this.all<HTMLElement & { key: string }>(
      'number-field, choice-field, words-field',
      within,
    );
    const field = fields.find((one) => one.key === key);
    expect(field, `there is a field of ${key}`).toBeDefined();
    return this.one<HTMLInputElement>('#control', field);
  }

  async set(key: SettingKey, value: string | number): Promise<void> {
    await this.enter(this.control(key), String(value));
  }

  async unfold(details: Element): Promise<void> {
    (details as HTMLDetailsElement).open = true;
    details.dispatchEvent(new this.#staged.window.Event('toggle'));
    await this.rest();
  }

  async openTab(id: string): Promise<void> {
    await this.click(this.one(`[role="tab"]#${id}`));
  }

  /** A link that is opened in this tab, or an address that was edited. @param fragment with its `#` */
  async follow(fragment: string): Promise<void> {
    const { window } = this.#staged;
    const newURL = this.#staged.visit(fragment);
    window.dispatchEvent(Object.assign(new window.Event('hashchange'), { newURL }));
    await this.rest();
  }

  /** It is opened, and the page is not told of it yet. */
  visit(fragment: string): void {
    this.#staged.visit(fragment);
  }

  /** What a browser shows after the host's name, from `#` on. */
  get fragment(): string {
    return this.#staged.address.replace(/^[^#]*#?/, '');
  }

  /** The person looks at another tab, or at this one again. */
  async hide(isHidden: boolean): Promise<void> {
    const { document, Event } = this.#staged.window;
    Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
    document.dispatchEvent(new Event('visibilitychange'));
    await this.rest();
  }

  async upload(input: Element, ...files: File[]): Promise<void> {
    Object.defineProperty(input, 'files', { configurable: true, value: files });
    input.dispatchEvent(new this.#staged.window.Event('change', { bubbles: true }));
    await this.rest();
  }

  /** From the system's colours, which are light, to dark ones. */
  async darken(): Promise<void> {
    await this.press('Colours: same as system');
    await this.press('Colours: light');
  }

  drawingOf(canvas: Element): RecordedCanvas {
    return this.#staged.drawingOf(canvas);
  }

  /** Those that were never shown too. */
  get canvases(): readonly RecordedCanvas[] {
    return this.#staged.drawings;
  }

  get sounds(): readonly Sound[] {
    return this.#staged.sounds;
  }

  /** What was copied; null: from now on the browser gives no clipboard. */
  get clipboard(): readonly string[] | null {
    return this.#staged.clipboard;
  }

  refuseClipboard(): void {
    this.#staged.clipboard = null;
  }

  get downloads(): readonly { name: string; file: Blob }[] {
    return this.#staged.downloads;
  }

  async #start(scripts: readonly string[]): Promise<void> {
    const { window } = this.#staged;
    const play = (worker: PageWorker) => {
      this.#worker = worker;
    };
    const hear = (message: PageMessage) => this.#hear(message);
    class PlayedWorker {
      onmessage: PageWorker['onmessage'] = () => undefined;
      constructor() {
        play(this);
      }
      postMessage(message: PageMessage): void {
        hear(message);
      }
    }
    Object.assign(window, { Worker: PlayedWorker });
    for (const script of scripts) this.#staged.run(script);
    window.document.body.append(window.document.createElement('playground-app'));
    await this.rest();
  }

  #hear(message: PageMessage): void {
    this.sent.push(message);
    const answer = this.#answerTo(message);
    if (answer && !this.#lost.has(answer.type))
      queueMicrotask(() => this.#worker!.onmessage({ data: answer }));
  }

  #answerTo(message: PageMessage): WorkerMessage | null {
    const { text = textOf(), net = netOf('lstm'), estimate = null, problem = null } = this.#script;
    switch (message.type) {
      case 'engine.start': {
        const { catalogue: choices = catalogue() } = this.#script;
        const engine = engineOf({ name: 'Staged adapter' });
        return { type: 'engine.ready', catalogue: choices, engine, problem: null, noGpu: null };
      }
      case 'text.read':
        return { type: 'text.ready', id: message.id, info: text };
      case 'net.build':
        return { type: 'net.ready', info: net };
      case 'net.estimate':
        return { type: 'net.estimated', id: message.id, estimate, problem };
      default:
        return null;
    }
  }
}

/** The words of an element, and all that its parts are told. */
function shownBy({ shadowRoot }: Element): string {
  const parts = [...(shadowRoot?.querySelectorAll<HTMLInputElement>('*') ?? [])];
  const told = parts.flatMap(({ attributes, localName, value, checked }) => [
    `${localName} ${value} ${checked}`,
    ...[...attributes].map((attribute) => `${attribute.name}=${attribute.value}`),
  ]);
  return [shadowRoot?.textContent, ...told].join('\n');
}

/** As it is read: shadow roots included, white space as one space. */
function textIn(node: Node): string {
  return rawText(node).replace(/\s+/g, ' ').trim();
}

function rawText(node: Node): string {
  if (node.nodeType === 3) return node.textContent ?? '';
  const element = node as Element;
  if (element.localName === 'style') return '';
  return [...(element.shadowRoot?.childNodes ?? []), ...element.childNodes].map(rawText).join('');
}
