/** What takes recordings, a microphone or a camera, and what is said where it cannot. */
import { msg, str } from '@lit/localize';
import { messageOf } from '../../lib/errors.ts';

/** `ready`: it waits for what is to come; `quiet`: it has waited long; `recording`: it is recorded. */
export type CaptureState = 'ready' | 'quiet' | 'recording';

export interface Capture {
  /** Asks the person, and switches it on, unless it is called off meanwhile. @throws CaptureError */
  start(signal: AbortSignal): Promise<void>;
  /**
   * The next recording, once there is one.
   * @returns frames; null where it was called off
   */
  take(signal: AbortSignal, onState: (state: CaptureState) => void): Promise<number[][] | null>;
  /** Switches it off, at once and at any time: no light of it stays on. */
  stop(): void;
}

export type Device = 'microphone' | 'camera';

export class CaptureError extends Error {
  override name = 'CaptureError';
}

/** @throws CaptureError in words for the person */
export async function openStream(
  device: Device,
  constraints: MediaStreamConstraints,
): Promise<MediaStream> {
  // the types know nothing of pages without a secure context
  const { mediaDevices } = navigator as Partial<Navigator>;
  if (!mediaDevices) throw new CaptureError(insecureWords(device));
  try {
    return await mediaDevices.getUserMedia(constraints);
  } catch (error) {
    throw new CaptureError(refusedWords(device, error), { cause: error });
  }
}

/** Resolves after so long, or at once when it is called off. */
export function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}

/** @throws CaptureError where it was unplugged, or taken away, meanwhile */
export function assertLive(device: Device, stream: MediaStream | undefined): void {
  const tracks = stream?.getTracks() ?? [];
  if (tracks.some(({ readyState }) => readyState === 'ended')) {
    throw new CaptureError(missingWords(nameOf(device)));
  }
}

/** What was recorded or seen cannot be used. */
export function unreadable(device: Device, cause?: unknown): CaptureError {
  const words = msg(
    str`What the ${nameOf(device)} gave could not be read. Press Record again, or try another ${nameOf(device)}.`,
  );
  return new CaptureError(words, { cause });
}

export function stopStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

const nameOf = (device: Device) => (device === 'camera' ? msg('camera') : msg('microphone'));

function insecureWords(device: Device): string {
  return msg(
    str`The ${nameOf(device)} cannot be used: this page was opened by an address that is not secure. Open it by https, or on the machine itself by localhost.`,
  );
}

const missingWords = (name: string) =>
  msg(str`There is no ${name}. Connect one, then press Record again.`);

function refusedWords(device: Device, error: unknown): string {
  const name = nameOf(device);
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return msg(
        str`The ${name} is refused to this page. Allow it beside the address of the page, then press Record again.`,
      );
    case 'NotFoundError':
    case 'OverconstrainedError':
      return missingWords(name);
    case 'NotReadableError':
    case 'AbortError':
      return msg(
        str`The ${name} cannot be read: another program may be using it. Close that, then press Record again.`,
      );
    default:
      return msg(str`The ${name} cannot be used: ${messageOf(error)}`);
  }
}
