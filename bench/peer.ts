/** What is measured: anything that can train the given model one step at a time. */
import type { Batch } from './batches.ts';
import type { BenchConfig } from './configs.ts';

export interface Peer {
  /** For the record: versions, threads, whatever tells runs apart. */
  about: Record<string, string | number>;
  /** How its net is another one, so that its losses are not the others'. */
  differs?: string;
  /** One whole training step from state zero; its loss, read back. */
  step(batch: Batch): Promise<number>;
  /** Steps one after another without reading anything in between; the loss of the last. */
  stepsInARow?(batches: readonly Batch[]): Promise<number>;
  /** Most steps in a row. */
  maxInARow?: number;
  /** Gives back what it took, for those that are measured one after another in one process. */
  destroy?(): void;
}

export type PeerFactory = (config: BenchConfig) => Promise<Peer>;

export const peerNames = [
  'oursGpu',
  'oursRegisters',
  'oursQuads',
  'oursTiles',
  'tfjsWebgpu',
  'tfjsWasm',
  'tfjsWasmTuned',
  'jaxWebgpu',
  'jaxWasm',
] as const;
export type PeerName = (typeof peerNames)[number];

/** Each measurement loads one peer's code and no other. */
export const peerFactories: Record<PeerName, PeerFactory> = {
  oursGpu: async (config) => (await import('./ours.ts')).createOurs(config),
  oursRegisters: async (config) => (await import('./ours.ts')).createOurs(config, 'registers'),
  oursQuads: async (config) => (await import('./ours.ts')).createOurs(config, 'quads'),
  oursTiles: async (config) => (await import('./ours.ts')).createOurs(config, 'tiles'),
  tfjsWebgpu: async (config) => (await import('./peers/tfjs.ts')).createTfjs(config, 'webgpu'),
  tfjsWasm: async (config) => (await import('./peers/tfjs.ts')).createTfjs(config, 'wasm'),
  tfjsWasmTuned: async (config) => {
    const { transposingProduct } = await import('./peers/tfjs-products.ts');
    return (await import('./peers/tfjs.ts')).createTfjs(config, 'wasm', transposingProduct);
  },
  jaxWebgpu: async (config) => (await import('./peers/jax.ts')).createJax(config, 'webgpu'),
  jaxWasm: async (config) => (await import('./peers/jax.ts')).createJax(config, 'wasm'),
};
