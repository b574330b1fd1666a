/** Why a microphone or a camera cannot be used, in words, and pauses that can be called off. */
import { afterEach, expect, it, vi } from 'vitest';
import { assertLive, openStream, pauseFor } from './capture.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const refuseBy = (error: Error) =>
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia: () => Promise.reject(error) } });

it.each([
  ['NotAllowedError', 'The microphone is refused to this page. Allow it'],
  ['NotFoundError', 'There is no microphone. Connect one'],
  ['NotReadableError', 'The microphone cannot be read: another program'],
  ['InvalidStateError', 'The microphone cannot be used: why'],
])('says what %s means', async (name, words) => {
  refuseBy(new DOMException('why', name));
  await expect(openStream('microphone', {})).rejects.toThrow(words);
});

it('says that the address is not secure, and names the camera', async () => {
  vi.stubGlobal('navigator', {});
  await expect(openStream('camera', {})).rejects.toThrow(
    'The camera cannot be used: this page was opened by an address that is not secure.',
  );
});

it('says that it was unplugged', () => {
  const stream = (readyState: string) =>
    ({ getTracks: () => [{ readyState }] }) as unknown as MediaStream;
  expect(() => assertLive('camera', stream('ended'))).toThrow('There is no camera.');
  assertLive('camera', stream('live'));
  assertLive('camera', undefined);
});

it('a pause that is called off is over', async () => {
  const stopping = new AbortController();
  const pause = pauseFor(1e6, stopping.signal);
  stopping.abort();
  await pause;
  await pauseFor(1e6, stopping.signal);
});
