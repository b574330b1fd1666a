/**
 * A window without a browser (happy-dom), on a clock that stands still until it is moved, with
 * canvases and a loudspeaker that keep what they were told. There is no layout: every element is as large as `room`.
 */
import { isContext, runInContext } from 'node:vm';
import { Window as PlainWindow } from 'happy-dom';
import { ManualClock } from '../manual-clock.ts';
import { RecordedCanvas, recordingContext } from './recorded-canvas.ts';
import { recordingSound, type Sound } from './recorded-sound.ts';

export type PageWindow = Window & typeof globalThis;

const room = { width: 480, height: 240 };
const frameMs = 16;

/**
 * A closed window is some 10 MB that are old by then: left to itself the process keeps hundreds of
 * them before it looks, and has died of that.
 */
const closedAtOnce = 24;
let closed = 0;
function collect(): void {
  if (!globalThis.gc) throw new Error('staged window: start Node with --expose-gc.');
  globalThis.gc();
}

export class StagedWindow {
  readonly window: PageWindow;
  readonly clock = new ManualClock();
  /** Files that were handed to the person. */
  readonly downloads: { name: string; file: Blob }[] = [];
  readonly drawings: RecordedCanvas[] = [];
  /** What was played. */
  readonly sounds: Sound[] = [];
  /** What the page put on the clipboard; null: the browser gives it none. */
  clipboard: string[] | null = [];
  /** What a browser shows. */
  address: string;
  readonly #plain: PlainWindow;
  readonly #canvases = new WeakMap<object, RecordedCanvas>();

  constructor(hash = '') {
    this.address = `http://localhost/${hash}`;
    this.#plain = new PlainWindow({
      url: this.address,
      width: 1600,
      height: 1000,
      settings: {
        enableJavaScriptEvaluation: true,
        suppressInsecureJavaScriptEnvironmentWarning: true,
      },
    });
    this.window = this.#plain as unknown as PageWindow;
    this.#stopTime();
    this.#giveRoom();
    this.#recordCanvases();
    this.#catchDownloads();
    this.#nameColours();
    this.#giveClipboard();
    Object.assign(this.window, { AudioContext: recordingSound(this.clock, this.sounds) });
    forgetFocus(this.window.ShadowRoot.prototype);
    // happy-dom tells of every new address, browsers only of those that a person went to
    Object.defineProperty(this.window.location, 'hash', {
      get: () => new URL(this.address).hash,
    });
    Object.defineProperty(this.window.history, 'replaceState', {
      value: (_state: unknown, _title: string, address: string) => {
        this.address = new URL(address, this.address).href;
      },
    });
  }

  /** @returns the whole address, of which the page is not told */
  visit(fragment: string): string {
    return (this.address = `http://localhost/${fragment}`);
  }

  /** Runs a script as the page would. */
  run(script: string): void {
    if (!isContext(this.window)) throw new Error('staged window: scripts would run outside it.');
    runInContext(script, this.window, { filename: 'page.js' });
  }

  /** Moves time on; what falls due meanwhile is done, and what follows from it. */
  async advance(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += frameMs) {
      this.clock.advance(frameMs);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  drawingOf(canvas: Element): RecordedCanvas {
    const known = this.#canvases.get(canvas);
    if (known) return known;
    const drawing = new RecordedCanvas();
    this.#canvases.set(canvas, drawing);
    this.drawings.push(drawing);
    return drawing;
  }

  async close(): Promise<void> {
    await this.#plain.happyDOM.close();
    closed += 1;
    if (closed % closedAtOnce === 0) collect();
  }

  #stopTime(): void {
    const { clock } = this;
    const ends = new Map<number, () => void>();
    let lastId = 0;
    const after = (act: () => void, ms: number, isRepeated = false): number => {
      const id = ++lastId;
      const wait = () => {
        ends.set(
          id,
          clock.after(Math.max(ms, isRepeated ? 1 : 0), () => {
            ends.delete(id);
            if (isRepeated) wait();
            act();
          }),
        );
      };
      wait();
      return id;
    };
    const end = (id: number) => {
      ends.get(id)?.();
      ends.delete(id);
    };
    Object.assign(this.window, {
      setTimeout: (act: () => void, ms = 0) => after(act, ms),
      setInterval: (act: () => void, ms = 0) => after(act, ms, true),
      requestAnimationFrame: (act: (now: number) => void) => after(() => act(clock.now()), frameMs),
      clearTimeout: end,
      clearInterval: end,
      cancelAnimationFrame: end,
    });
    Object.defineProperty(this.window, 'performance', { value: { now: () => clock.now() } });
  }

  #giveRoom(): void {
    const { window } = this;
    const box = { ...room, left: 0, top: 0, right: room.width, bottom: room.height, x: 0, y: 0 };
    const { prototype } = window.Element;
    // charts look up to the host by this name
    window.ShadowRoot.prototype.toString = () => '[object ShadowRoot]';
    // the classes of elements serve all windows: the newest one has them
    Object.defineProperties(prototype, {
      clientWidth: { configurable: true, get: () => room.width },
      clientHeight: { configurable: true, get: () => room.height },
      getBoundingClientRect: { configurable: true, value: () => box },
    });
    class Resizes {
      readonly #tell: (entries: object[]) => void;
      constructor(tell: (entries: object[]) => void) {
        this.#tell = tell;
      }
      observe(target: object): void {
        queueMicrotask(() => this.#tell([{ target, contentRect: box }]));
      }
      unobserve(): void {}
      disconnect(): void {}
    }
    Object.defineProperty(window, 'ResizeObserver', { value: Resizes });
  }

  #recordCanvases(): void {
    const drawingOf = (canvas: Element) => this.drawingOf(canvas);
    const contexts = new WeakMap<object, object>();
    Object.defineProperty(this.window.HTMLCanvasElement.prototype, 'getContext', {
      configurable: true,
      value(this: Element) {
        const context = contexts.get(this) ?? recordingContext(this, drawingOf(this));
        contexts.set(this, context);
        return context;
      },
    });
  }

  #catchDownloads(): void {
    const { window, downloads } = this;
    const files = new Map<string, Blob>();
    Object.assign(window.URL, {
      createObjectURL: (file: Blob) => {
        const address = `blob:${files.size}`;
        files.set(address, file);
        return address;
      },
      revokeObjectURL: (address: string) => files.delete(address),
    });
    Object.defineProperty(window.HTMLAnchorElement.prototype, 'click', {
      configurable: true,
      value(this: HTMLAnchorElement) {
        const file = files.get(this.href);
        if (file) downloads.push({ name: this.download, file });
      },
    });
  }

  #giveClipboard(): void {
    const writeText = (text: string) => {
      if (!this.clipboard) return Promise.reject(new Error('not allowed'));
      this.clipboard.push(text);
      return Promise.resolve();
    };
    Object.defineProperty(this.window.navigator, 'clipboard', { value: { writeText } });
  }

  /** No style sheet is worked out: a colour is known by the name of its custom property. */
  #nameColours(): void {
    const { window } = this;
    const real = window.getComputedStyle.bind(window);
    window.getComputedStyle = (element) =>
      new Proxy(real(element), {
        get: (style, name) =>
          name === 'getPropertyValue'
            ? (property: string) =>
                property.startsWith('--') ? property : style.getPropertyValue(property)
            : (Reflect.get(style, name, style) as unknown),
      });
  }
}

const forgetful = new WeakSet<object>();

/** happy-dom fails on the focus of what was removed; in browsers nothing has it then. */
function forgetFocus(prototype: ShadowRoot): void {
  const real = Object.getOwnPropertyDescriptor(prototype, 'activeElement');
  if (!real || forgetful.has(prototype)) return;
  forgetful.add(prototype);
  Object.defineProperty(prototype, 'activeElement', {
    configurable: true,
    get(this: ShadowRoot) {
      try {
        return real.get?.call(this) as Element | null;
      } catch {
        return null;
      }
    },
  });
}
