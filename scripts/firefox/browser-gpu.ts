/** The adapter of the browser that runs the tests, where Node has `src/testing/node-gpu.ts`. */
export async function requestTestAdapter(): Promise<GPUAdapter> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('browser-gpu: the browser gave no adapter');
  return adapter;
}
