/** Dawn without a GPU: it compiles and checks everything, and runs nothing. */
import { openDevice, requestGpu } from './dawn.ts';

/** For shaders. The caller destroys it. */
export async function requestNullDevice(): Promise<GPUDevice> {
  const adapter = await (await requestGpu('null')).requestAdapter();
  if (adapter === null) throw new Error('null-gpu: the null backend of Dawn gave no adapter');
  return openDevice(adapter);
}
