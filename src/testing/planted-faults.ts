/**
 * One wrapper around WebGPU that breaks it on demand: in Node around Dawn's, in the page's worker
 * around the browser's. The function is self-contained, so that its text can be sent there.
 */
export interface Faults {
  /** The next requests for an adapter that give none. */
  refusals: number;
  /** The next devices that are lost as soon as they are there. */
  stillborn: number;
  /** The allocation, counted from 1 from now on, that finds no memory; 0: none. */
  failAllocation: number;
  /** The same for pipelines. */
  failPipeline: number;
  /** The same for results that are waited for. */
  failMap: number;
  /** The same for submits; the device is lost in its place. */
  loseAtSubmit: number;
  /** Kernels compiled from now on that have all of these words are read otherwise. */
  misread: { words: string[]; from: string; to: string } | null;
  /** Allocations, pipelines, maps and submits since the counts were reset. */
  counts: { allocations: number; pipelines: number; maps: number; submits: number };
  /** Submits whose end is held back now. */
  held: number;
  /** Submits that are waited for now. */
  underWay: number;
  /** Of the device of now, what it has begun and not finished: submits, maps, pipelines. */
  pending: number;
  /** Told of each that is done. */
  onDone: () => void;
  /** Adapters given so far. */
  adapters: number;
  /** Submits are never reported done until it is called off. */
  stall(isStalled: boolean): void;
  /** Buffers of this label are not mapped until it is called off. */
  holdMaps(label: string | null): void;
  /** Requests for an adapter are not answered until it is called off. */
  withhold(isWithheld: boolean): void;
  /** Every weight of every net that is there now is no number: the next step has no loss. */
  spoilWeights(): void;
  /** The device of now is lost, for no fault of ours. */
  lose(message: string): void;
  /** An error that no scope catches. */
  uncaught(): void;
  /** We are done with it. */
  destroy(): void;
}

export function plantFaults(gpu: GPU): { gpu: GPU; faults: Faults } {
  /** Who passes waits for as long as it is shut. */
  const gate = () => {
    let shut: Promise<void> | undefined;
    let open: () => void = () => undefined;
    return {
      shut(isShut: boolean) {
        open();
        shut = isShut ? new Promise((resolve) => (open = resolve)) : undefined;
      },
      async pass() {
        while (shut) await shut;
      },
    };
  };
  let device: GPUDevice | undefined;
  let loseDevice: (info: GPUDeviceLostInfo) => void = () => undefined;
  const [stalls, adapters, maps] = [gate(), gate(), gate()];
  let heldLabel: string | null = null;
  const weights = new Set<GPUBuffer>();
  const faults: Faults = {
    refusals: 0,
    stillborn: 0,
    failAllocation: 0,
    misread: null,
    failPipeline: 0,
    failMap: 0,
    loseAtSubmit: 0,
    counts: { allocations: 0, pipelines: 0, maps: 0, submits: 0 },
    held: 0,
    underWay: 0,
    pending: 0,
    onDone: () => undefined,
    adapters: 0,
    stall: (isStalled) => stalls.shut(isStalled),
    holdMaps(label) {
      heldLabel = label;
      maps.shut(label !== null);
    },
    withhold: (isWithheld) => adapters.shut(isWithheld),
    spoilWeights() {
      for (const buffer of weights) {
        const spoilt = new Float32Array(buffer.size / 4).fill(NaN);
        device?.queue.writeBuffer(buffer, 0, spoilt);
      }
    },
    lose(message) {
      const lost = loseDevice;
      device?.destroy();
      lost({ reason: 'unknown', message } as GPUDeviceLostInfo);
    },
    uncaught() {
      device?.createBuffer({ label: 'planted', size: 16, usage: 0 });
    },
    destroy() {
      device?.destroy();
    },
  };

  /** Counts what is waited for, as long as its device is the one of now. */
  const pendingOn =
    (owner: GPUDevice) =>
    async <Result>(work: Promise<Result>): Promise<Result> => {
      if (device === owner) faults.pending++;
      try {
        return await work;
      } finally {
        if (device === owner) faults.pending--;
      }
    };

  /** Like a buffer that found no memory: it is there, and no use can be made of it. */
  const invalidBuffer = (owner: GPUDevice, create: GPUDevice['createBuffer'], size: number) => {
    owner.pushErrorScope('validation');
    const buffer = create({ label: 'planted: no memory', size, usage: 0 });
    void owner.popErrorScope();
    return buffer;
  };

  const breakDevice = (made: GPUDevice) => {
    device = made;
    faults.pending = 0;
    const pending = pendingOn(made);
    weights.clear();
    const lost = new Promise<GPUDeviceLostInfo>((resolve) => (loseDevice = resolve));
    Object.defineProperty(made, 'lost', { value: lost });
    const { queue } = made;
    const destroy = made.destroy.bind(made);
    made.destroy = () => {
      // nothing of what it has begun will be done
      if (device === made) {
        device = undefined;
        faults.pending = 0;
      }
      return destroy();
    };
    const createBuffer = made.createBuffer.bind(made);
    const createModule = made.createShaderModule.bind(made);
    const createPipeline = made.createComputePipelineAsync.bind(made);
    const push = made.pushErrorScope.bind(made);
    const pop = made.popErrorScope.bind(made);
    const workDone = queue.onSubmittedWorkDone.bind(queue);
    const submit = queue.submit.bind(queue);
    const scopes: { filter: GPUErrorFilter; planted: GPUError | null }[] = [];
    // Dawn in Node calls from within: it must not be destroyed from there
    const listen = made.addEventListener.bind(made) as EventTarget['addEventListener'];
    made.addEventListener = (type: string, listener: EventListener) =>
      listen(type, (event) => setTimeout(() => listener(event), 0));
    made.pushErrorScope = (filter) => {
      scopes.push({ filter, planted: null });
      return push(filter);
    };
    made.popErrorScope = async () => {
      const planted = scopes.pop()?.planted;
      const real = await pop();
      return planted ?? real;
    };
    made.createBuffer = (descriptor) => {
      if (++faults.counts.allocations === faults.failAllocation) {
        const scope = scopes.findLast(({ filter }) => filter === 'out-of-memory');
        if (!scope)
          throw new Error(`planted: nobody watches over ${descriptor.label ?? 'a buffer'}`);
        scope.planted = { message: 'planted: no memory' };
        return invalidBuffer(made, createBuffer, descriptor.size);
      }
      const buffer = createBuffer(descriptor);
      const map = buffer.mapAsync.bind(buffer);
      buffer.mapAsync = async (...range) => {
        const isFailed = ++faults.counts.maps === faults.failMap;
        if (heldLabel && descriptor.label?.includes(heldLabel)) await maps.pass();
        if (!isFailed) return pending(map(...range));
        return Promise.reject(new Error('planted: no map'));
      };
      if (descriptor.label === 'parameters') {
        const destroy = buffer.destroy.bind(buffer);
        weights.add(buffer);
        buffer.destroy = () => {
          weights.delete(buffer);
          return destroy();
        };
      }
      return buffer;
    };
    made.createShaderModule = (descriptor) => {
      const { misread } = faults;
      const { code } = descriptor;
      if (!misread?.words.every((word) => code.includes(word))) return createModule(descriptor);
      return createModule({ ...descriptor, code: code.replaceAll(misread.from, misread.to) });
    };
    made.createComputePipelineAsync = (descriptor) => {
      if (++faults.counts.pipelines !== faults.failPipeline)
        return pending(createPipeline(descriptor));
      return Promise.reject(new Error('planted: no pipeline'));
    };
    queue.submit = (commands) => {
      if (++faults.counts.submits === faults.loseAtSubmit) faults.lose('planted: the driver reset');
      else submit(commands);
    };
    queue.onSubmittedWorkDone = async () => {
      faults.underWay++;
      await pending(workDone());
      faults.held++;
      await stalls.pass();
      faults.held--;
      faults.underWay--;
      faults.onDone();
      return undefined;
    };
    if (faults.stillborn > 0) {
      faults.stillborn--;
      faults.lose('planted: lost at birth');
    }
    return made;
  };

  const requestAdapter = async (options?: GPURequestAdapterOptions) => {
    if (faults.refusals > 0) {
      faults.refusals--;
      return null;
    }
    await adapters.pass();
    const adapter = await gpu.requestAdapter(options);
    if (!adapter) return null;
    faults.adapters++;
    const requestDevice = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (wish) => breakDevice(await requestDevice(wish));
    return adapter;
  };
  return { gpu: { requestAdapter } as GPU, faults };
}
