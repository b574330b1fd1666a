/** Commands: recorded and sent in one piece. */
import type { Section } from '../backend.ts';
import { bufferOf } from './buffer-section.ts';

/** One submit. */
export function submit(device: GPUDevice, record: (encoder: GPUCommandEncoder) => void): void {
  const encoder = device.createCommandEncoder();
  record(encoder);
  device.queue.submit([encoder.finish()]);
}

export function recordCopy(encoder: GPUCommandEncoder, from: Section, to: Section): void {
  const [source, target] = [bufferOf(from), bufferOf(to)];
  encoder.copyBufferToBuffer(
    source.buffer,
    source.offset,
    target.buffer,
    target.offset,
    source.bytes,
  );
}

export function recordClear(encoder: GPUCommandEncoder, sections: readonly Section[]): void {
  for (const { buffer, offset, bytes } of sections.map(bufferOf)) {
    encoder.clearBuffer(buffer, offset, bytes);
  }
}
