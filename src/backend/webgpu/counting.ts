/** Counts what is created on a device: in steady training nothing is. */
import type { CreationCounts } from '../backend.ts';

/** Wraps the device's own methods; call it once per device. */
export function countCreations(device: GPUDevice): CreationCounts {
  const counts = { buffers: 0, bindGroups: 0, pipelines: 0, maps: 0, submits: 0 };
  const { queue } = device;
  const createBuffer = device.createBuffer.bind(device);
  const createBindGroup = device.createBindGroup.bind(device);
  const createPipeline = device.createComputePipelineAsync.bind(device);
  const submit = queue.submit.bind(queue);
  device.createBuffer = (descriptor) => {
    counts.buffers++;
    const buffer = createBuffer(descriptor);
    const mapAsync = buffer.mapAsync.bind(buffer);
    buffer.mapAsync = (...range) => {
      counts.maps++;
      return mapAsync(...range);
    };
    return buffer;
  };
  device.createBindGroup = (descriptor) => {
    counts.bindGroups++;
    return createBindGroup(descriptor);
  };
  device.createComputePipelineAsync = (descriptor) => {
    counts.pipelines++;
    return createPipeline(descriptor);
  };
  queue.submit = (commands) => {
    counts.submits++;
    submit(commands);
  };
  return counts;
}
