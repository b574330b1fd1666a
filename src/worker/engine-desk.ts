/**
 * What nets run on: the GPU or the CPU, as the setting says and as the machine allows. The page is
 * told which one it is, and what becomes of it.
 */
import type { Backend, CreationCounts } from '../backend/backend.ts';
import { type CautionStore, unanswered } from '../backend/device-owner.ts';
import type { Settings } from '../config/settings.ts';
import type { DeviceStatus } from '../protocol/device-status.ts';
import { type Hardware, openCpu, openGpu, probeGpu } from '../backend/hardware.ts';
import { probeMs } from '../backend/loss-policy.ts';
import type { Clock } from '../lib/clock.ts';
import { DeviceLostError } from '../lib/errors.ts';
import { inTime } from '../lib/in-time.ts';
import { catalogue } from './catalogue.ts';
import { DeviceDesk } from './device-desk.ts';
import type { EngineChoice, EngineInfo, NoGpu } from '../protocol/engine-info.ts';
import type { Reason } from '../lib/problems.ts';
import type { WorkerMessage } from '../protocol/messages.ts';

type Kind = Backend['kind'];
const kinds = ['gpu', 'cpu'] as const satisfies readonly Kind[];

export interface EngineDeskOptions {
  hardware: Hardware;
  clock: Clock;
  cautions: CautionStore;
  post: (message: WorkerMessage) => void;
  /** What the run is on, which may be gone; nothing while there is none. */
  runsOn: () => Backend | undefined;
  onLost: () => void;
  /** What ran on one that is gone may go on here. */
  onOpen: (backend: Backend) => Promise<void>;
  onCaution: (caution: number) => void;
  /** The step that a run that is lost now would go on from. */
  safeStep: () => number;
}

export class EngineDesk {
  readonly #options: EngineDeskOptions;
  readonly #desks: Record<Kind, DeviceDesk>;
  /** What the latest net was to be built on. */
  #kind: Kind = 'gpu';
  #noGpu: NoGpu | null = null;
  #probing: Promise<NoGpu | null> | undefined;
  /** What the page was told of, last. */
  #told: Backend | undefined;
  /** The page knows that something was wrong. */
  readonly #troubled = new Set<Kind>();

  constructor(options: EngineDeskOptions) {
    this.#options = options;
    const { hardware } = options;
    this.#desks = {
      gpu: this.#newDesk('gpu', () => openGpu(hardware)),
      cpu: this.#newDesk('cpu', () => openCpu(hardware)),
    };
  }

  /** Opens what suits, and tells the page. @param choice as in the table of settings */
  async start(choice: string): Promise<void> {
    let desk = await this.#settle(choice);
    // one that was lost at birth is not waited for
    if (!desk.backend) desk = await this.#settle(choice);
    const { backend, trouble } = desk;
    this.#told = backend;
    const engine = this.#choiceOf(backend, trouble);
    this.#options.post({ type: 'engine.ready', catalogue: catalogue(), ...engine });
  }

  /**
   * Does work on what suits, as soon as it is there; from the start on another where it is lost
   * meanwhile. @throws UnsupportedDeviceError where there is nothing
   */
  async use<Result>(
    choice: string,
    act: (backend: Backend) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    for (;;) {
      const desk = await this.#settle(choice);
      // what runs on the GPU waits for it; what only begins need not
      const isPatient = () => desk.kind === 'cpu' || this.#options.runsOn()?.kind === 'gpu';
      try {
        return await desk.use(act, { signal, isPatient });
      } catch (error) {
        const isGone = desk.hasEnded || (error instanceof DeviceLostError && !isPatient());
        if (desk.kind === 'cpu' || !isGone || signal?.aborted) throw error;
      }
    }
  }

  /** Whether what suits is of another kind than this one. */
  async isOther(choice: string, backend: Backend): Promise<boolean> {
    return (await this.#settle(choice)) !== this.#desks[backend.kind];
  }

  /** The net runs on this one from now on. */
  took(backend: Backend): void {
    if (this.#told === backend) return;
    this.#told = backend;
    this.#options.post({ type: 'engine.changed', ...this.#choiceOf(backend) });
  }

  /** What a net would be built on, as far as that is known without asking. */
  backendFor(choice: Settings['engine']): Backend | null {
    const { gpu, cpu } = this.#desks;
    if (choice === 'cpu' || this.#noGpu || gpu.hasEnded) return cpu.backend ?? null;
    return gpu.backend ?? null;
  }

  has(backend: Backend): boolean {
    return this.#desks[backend.kind].backend === backend;
  }

  /** Whether what the run is on, or would be built on, is there. */
  get runs(): boolean {
    return this.#current.runs;
  }

  get caution(): number {
    return this.#current.caution;
  }

  /** @returns whether what there is now has gone since, or seems to be going */
  watched(): () => boolean {
    const desk = this.#current;
    const { backend } = desk;
    return () => backend !== undefined && (desk.backend !== backend || !desk.runs);
  }

  /** Of all backends together. */
  state(): { created: CreationCounts; liveBytes: number; liveBuffers: number } {
    const all = kinds.flatMap((kind) => this.#desks[kind].backend ?? []);
    const sum = (of: (backend: Backend) => number) =>
      all.reduce((total, backend) => total + of(backend), 0);
    const names = ['buffers', 'bindGroups', 'pipelines', 'maps', 'submits'] as const;
    const counts = names.map((name) => [name, sum((one) => one.counts[name])]);
    return {
      created: Object.fromEntries(counts) as CreationCounts,
      liveBytes: sum(({ liveBytes }) => liveBytes),
      liveBuffers: sum((one) => one.entries().length),
    };
  }

  suspect(error: unknown): void {
    for (const kind of kinds) this.#desks[kind].suspect(error);
  }

  stall(isStalled: boolean): void {
    this.#current.stall(isStalled);
  }

  get #current(): DeviceDesk {
    return this.#desks[this.#currentKind];
  }

  get #currentKind(): Kind {
    return this.#options.runsOn()?.kind ?? this.#kind;
  }

  /** The desk of what suits, opened. */
  async #settle(choice: string): Promise<DeviceDesk> {
    const noGpu = choice === 'cpu' ? null : await this.#whyNoGpu(choice);
    this.#noGpu = noGpu;
    this.#kind = choice === 'cpu' || noGpu ? 'cpu' : 'gpu';
    const desk = this.#desks[this.#kind];
    await desk.open();
    return desk;
  }

  async #whyNoGpu(choice: string): Promise<NoGpu | null> {
    const { gpu } = this.#desks;
    const found = choice === 'auto' && !gpu.backend && !gpu.trouble ? await this.#probe() : null;
    if (found) return found;
    await gpu.open();
    // what runs on it waits for it
    const isAway = !gpu.backend && (gpu.hasEnded || this.#options.runsOn()?.kind !== 'gpu');
    return isAway
      ? { isSoftware: false, reason: gpu.trouble ?? { code: 'no reason given', values: {} } }
      : null;
  }

  #probe(): Promise<NoGpu | null> {
    const { hardware, clock } = this.#options;
    const silent = { isSoftware: false, reason: unanswered(probeMs) };
    return (this.#probing ??= inTime(probeGpu(hardware), clock, probeMs).then((found) =>
      found === undefined ? silent : found,
    ));
  }

  #newDesk(kind: Kind, request: () => Promise<Backend | null>): DeviceDesk {
    const { clock, cautions, onLost, onOpen, onCaution, runsOn } = this.#options;
    const concernsRun = () => this.#currentKind === kind;
    return new DeviceDesk({
      kind,
      request,
      clock,
      cautions,
      onStatus: (status) => {
        this.#tell(kind, status);
        if (kind === 'gpu' && status.state === 'stopped') this.#leaveGpu(status.cause);
      },
      onLost: () => {
        if (runsOn()?.kind === kind) onLost();
      },
      onOpen: async (backend) => {
        // another one of its kind will come, or it is there
        if (concernsRun() || this.#desks.gpu.hasEnded) await onOpen(backend);
      },
      onCaution: (caution) => {
        if (concernsRun()) onCaution(caution);
      },
    });
  }

  /** The run goes on on the CPU. */
  #leaveGpu(cause: Reason): void {
    this.#noGpu = { isSoftware: false, reason: cause };
    const lost = this.#options.runsOn();
    if (lost?.kind !== 'gpu') return;
    const { cpu } = this.#desks;
    const { backend } = cpu;
    const moving = backend ? this.#options.onOpen(backend) : cpu.open();
    moving.catch((error: unknown) => reportError(error));
  }

  #tell(kind: Kind, status: DeviceStatus): void {
    // before the page knows what there is, it is of no use to know what there is not
    if (this.#told === undefined || this.#currentKind !== kind) return;
    const { post, safeStep } = this.#options;
    const isTrouble = ['waiting', 'stopped', 'stalled'].includes(status.state);
    if (isTrouble) this.#troubled.add(kind);
    if (this.#troubled.has(kind)) post({ type: 'device.status', kind, status, step: safeStep() });
    if (status.state === 'running') this.#troubled.delete(kind);
  }

  #choiceOf(backend: Backend | undefined, problem?: Reason): EngineChoice {
    const engine = backend ? infoOf(backend) : null;
    return { engine, problem: problem ?? null, noGpu: this.#noGpu };
  }
}

function infoOf({ kind, name, isFallback, form, threads = 1, aloneBecause }: Backend): EngineInfo {
  return { kind, name, isFallback, kernels: form, threads, aloneBecause: aloneBecause ?? null };
}
