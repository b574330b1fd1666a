/** Whatever a browser answers when it is asked for a GPU, or not: there is something to train on soon. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from '../backend/backend.ts';
import { CancelledError, DeviceLostError, SettingsError } from '../lib/errors.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { EngineDesk } from './engine-desk.ts';
import type { WorkerMessage } from '../protocol/messages.ts';

/** A GPU of which nothing is there but its birth and its end. */
class ScriptedGpu {
  /** When each device that is made is lost: at once, or when `lose` says so. */
  fates: ('at once' | 'alive')[] = [];
  silentAdapters = 0;
  silentDevices = 0;
  asked = 0;
  destroyed = 0;
  #lose: () => void = () => undefined;
  #answers: (() => void)[] = [];

  /** The present device is lost. */
  lose(): void {
    this.#lose();
  }

  /** What was silent answers after all. */
  answer(): void {
    for (const give of this.#answers.splice(0)) give();
  }

  requestAdapter(): Promise<GPUAdapter> {
    this.asked++;
    const adapter = {
      info: { vendor: 'scripted', isFallbackAdapter: false },
      features: new Set(),
      limits: {},
      requestDevice: () => this.#in('silentDevices', () => this.#device()),
    };
    return this.#in('silentAdapters', () => adapter as unknown as GPUAdapter);
  }

  #in<Result>(silences: 'silentAdapters' | 'silentDevices', make: () => Result): Promise<Result> {
    if (this[silences] === 0) return Promise.resolve(make());
    this[silences]--;
    return new Promise((resolve) => this.#answers.push(() => resolve(make())));
  }

  #device(): GPUDevice {
    const lost = new Promise<GPUDeviceLostInfo>((resolve) => {
      this.#lose = () => resolve({ reason: 'unknown', message: 'scripted' } as GPUDeviceLostInfo);
    });
    if (this.fates.shift() === 'at once') this.#lose();
    const nothing = () => ({});
    return Object.assign(new EventTarget(), {
      lost,
      limits: {},
      queue: { submit: nothing },
      createBuffer: nothing,
      createBindGroup: nothing,
      createBindGroupLayout: nothing,
      createComputePipelineAsync: nothing,
      destroy: () => this.destroyed++,
    }) as unknown as GPUDevice;
  }
}

const cpu = {
  kind: 'cpu',
  name: 'processor',
  isFallback: false,
  form: 'cpu',
  forms: ['cpu'],
  lost: new Promise(() => undefined),
  destroy: () => undefined,
} as unknown as Backend;

let gpu: ScriptedGpu;
let clock: ManualClock;
let said: WorkerMessage[];
let runsOn: Backend | undefined;
let readsCaution: () => Promise<number>;
let desk: EngineDesk;

beforeEach(() => {
  vi.stubGlobal('GPUShaderStage', { COMPUTE: 4 });
  gpu = new ScriptedGpu();
  clock = new ManualClock();
  said = [];
  runsOn = undefined;
  readsCaution = () => Promise.resolve(0);
  desk = new EngineDesk({
    hardware: { gpu: gpu as unknown as GPU, cpu: () => cpu },
    clock,
    cautions: {
      read: (name) => (name === cpu.name ? Promise.resolve(0) : readsCaution()),
      write: () => Promise.resolve(),
    },
    post: (message) => said.push(message),
    runsOn: () => runsOn,
    onLost: () => undefined,
    onOpen: () => Promise.resolve(),
    onCaution: () => undefined,
    safeStep: () => 0,
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** All that follows at once has followed. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Settles without the time that nobody moves on. @returns the kind of what it was begun on */
async function begun(choice: string, act = (backend: Backend) => Promise.resolve(backend.kind)) {
  let kind: string | undefined;
  const work = desk.use(choice, act).then((result) => {
    kind = result;
  });
  await settled();
  return { kind: () => kind, work };
}

const ready = () => said.find(({ type }) => type === 'engine.ready');

describe('a GPU that is lost in its first moments', () => {
  for (const choice of ['auto', 'gpu']) {
    it(`leaves the work to the CPU where it is lost at birth, ${choice}`, async () => {
      gpu.fates = ['at once'];
      await desk.start(choice);
      expect(ready()).toMatchObject({
        engine: { kind: 'cpu' },
        problem: null,
        noGpu: { isSoftware: false, reason: 'scripted' },
      });
      expect((await begun(choice)).kind()).toBe('cpu');
    });

    it(`leaves it to the CPU though what is known of it is read meanwhile, ${choice}`, async () => {
      let read: (caution: number) => void = () => undefined;
      readsCaution = () => new Promise((resolve) => (read = resolve));
      const starting = desk.start(choice);
      await settled();
      gpu.lose();
      await settled();
      read(0);
      await starting;
      expect(ready()).toMatchObject({ engine: { kind: 'cpu' } });
      expect((await begun(choice)).kind()).toBe('cpu');
    });

    it(`leaves to the CPU what was begun on it, ${choice}`, async () => {
      await desk.start(choice);
      expect(ready()).toMatchObject({ engine: { kind: 'gpu' } });
      clock.advance(50);
      const tried: string[] = [];
      const { kind } = await begun(choice, (backend) => {
        tried.push(backend.kind);
        if (backend.kind === 'cpu') return Promise.resolve('cpu');
        gpu.lose();
        // what waits for a lost device may wait for ever
        return new Promise(() => undefined);
      });
      expect(tried).toEqual(['gpu', 'cpu']);
      expect(kind()).toBe('cpu');
    });

    it(`is used again when it is there again, and no more after a second time, ${choice}`, async () => {
      gpu.fates = ['at once', 'alive'];
      await desk.start(choice);
      clock.advance(125_000);
      await settled();
      expect((await begun(choice)).kind()).toBe('gpu');
      clock.advance(99);
      gpu.lose();
      await settled();
      expect((await begun(choice)).kind()).toBe('cpu');
      gpu.fates = ['at once'];
      clock.advance(125_000);
      await settled();
      expect((await begun(choice)).kind()).toBe('cpu');
      const { asked } = gpu;
      clock.advance(3_600_000);
      await settled();
      expect(gpu.asked).toBe(asked);
    });
  }

  it('is waited for by the run that is on it', async () => {
    await desk.start('gpu');
    await desk.use('gpu', (backend) => {
      runsOn = backend;
      return Promise.resolve();
    });
    clock.advance(50);
    gpu.lose();
    const { kind } = await begun('gpu');
    expect(kind()).toBeUndefined();
    clock.advance(125_000);
    await settled();
    expect(kind()).toBe('gpu');
  });
});

describe('a GPU that does not answer', () => {
  it('is not waited for longer than 10 s where the CPU will do', async () => {
    gpu.silentAdapters = 1;
    const starting = desk.start('auto');
    await settled();
    clock.advance(9999);
    await settled();
    expect(ready()).toBeUndefined();
    clock.advance(1);
    await starting;
    const reason = { code: 'no answer', values: { seconds: 10 } };
    expect(ready()).toMatchObject({ engine: { kind: 'cpu' }, noGpu: { reason } });
    gpu.answer();
    expect((await begun('auto')).kind()).toBe('cpu');
  });

  for (const silence of ['silentAdapters', 'silentDevices'] as const) {
    it(`is not waited for longer than 30 s where it is wanted: ${silence}`, async () => {
      gpu[silence] = 1;
      const starting = desk.start('gpu');
      await settled();
      clock.advance(30_000);
      await starting;
      const reason = { code: 'no answer', values: { seconds: 30 } };
      expect(ready()).toMatchObject({ engine: { kind: 'cpu' }, noGpu: { reason } });
      // what comes too late is let go of
      gpu.answer();
      await settled();
      expect(gpu.destroyed).toBe(1);
      expect((await begun('gpu')).kind()).toBe('cpu');
    });
  }

  it('counts as lost again where it was asked for once more', async () => {
    await desk.start('gpu');
    clock.advance(1000);
    gpu.silentAdapters = 1;
    gpu.lose();
    await settled();
    clock.advance(2000);
    await settled();
    expect((await begun('gpu')).kind()).toBe('cpu');
    clock.advance(30_000);
    await settled();
    expect((await begun('gpu')).kind()).toBe('cpu');
    clock.advance(125_000);
    await settled();
    expect((await begun('gpu')).kind()).toBe('gpu');
  });

  it('is used though nobody tells what is known of it', async () => {
    readsCaution = () => new Promise(() => undefined);
    const starting = desk.start('gpu');
    await settled();
    clock.advance(2000);
    await starting;
    expect(ready()).toMatchObject({ engine: { kind: 'gpu' } });
  });
});

describe('what is begun', () => {
  it('fails as it fails, on a GPU that is there', async () => {
    await desk.start('gpu');
    const refusal = new SettingsError({ code: 'copy too large', values: { bytes: 2, largest: 1 } });
    await expect(desk.use('gpu', () => Promise.reject(refusal))).rejects.toBe(refusal);
  });

  it('waits a moment for a GPU that seems to be lost, and begins elsewhere when it is', async () => {
    await desk.start('gpu');
    clock.advance(50);
    const { kind } = await begun('gpu', (backend) =>
      backend.kind === 'cpu'
        ? Promise.resolve('cpu')
        : Promise.reject(new DeviceLostError(backend, 'a call failed')),
    );
    expect(kind()).toBeUndefined();
    gpu.lose();
    await settled();
    expect(kind()).toBe('cpu');
  });

  it('may be called off while it waits', async () => {
    await desk.start('gpu');
    await desk.use('gpu', (backend) => Promise.resolve(void (runsOn = backend)));
    clock.advance(50);
    gpu.lose();
    const controller = new AbortController();
    const work = desk.use('gpu', () => Promise.resolve(), controller.signal);
    await settled();
    controller.abort();
    await expect(work).rejects.toThrow(CancelledError);
  });
});
