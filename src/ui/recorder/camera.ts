/** Gestures before the camera, one after the other, each in a time of its own. */
import {
  brightnessOf,
  motionGrid,
  pictureHeight,
  picturesPerSecond,
  pictureWidth,
  recordedChanges,
} from '../../lib/motion-grid.ts';
import {
  assertLive,
  type Capture,
  type CaptureState,
  openStream,
  pauseFor,
  stopStream,
  unreadable,
} from './capture.ts';

/** Until the light is measured, and before each gesture, ms. */
const [settleMs, readyMs] = [400, 900];

export class Camera implements Capture {
  readonly #video: HTMLVideoElement;
  readonly #canvas = document.createElement('canvas');
  #stream: MediaStream | undefined;

  /** @param video shows what is seen while it is on */
  constructor(video: HTMLVideoElement) {
    this.#video = video;
    this.#canvas.width = pictureWidth;
    this.#canvas.height = pictureHeight;
  }

  async start(signal: AbortSignal): Promise<void> {
    const video = { width: { ideal: 320 }, height: { ideal: 240 }, facingMode: 'user' };
    const stream = await openStream('camera', { video });
    if (signal.aborted) return stopStream(stream);
    this.#stream = stream;
    this.#video.srcObject = stream;
    try {
      await this.#video.play();
    } catch (error) {
      throw unreadable('camera', error);
    }
    await pauseFor(settleMs, signal);
  }

  async take(signal: AbortSignal, onState: (state: CaptureState) => void) {
    onState('ready');
    await pauseFor(readyMs, signal);
    if (signal.aborted) return null;
    onState('recording');
    const begun = performance.now();
    const frames: number[][] = [];
    let earlier = this.#picture();
    for (let at = 1; at <= recordedChanges; at++) {
      const due = begun + (at * 1000) / picturesPerSecond;
      await pauseFor(Math.max(0, due - performance.now()), signal);
      if (signal.aborted) return null;
      assertLive('camera', this.#stream);
      const later = this.#picture();
      frames.push(motionGrid(earlier, later));
      earlier = later;
    }
    return frames;
  }

  stop(): void {
    stopStream(this.#stream);
    // by now it may show what another one sees
    if (this.#stream && this.#video.srcObject === this.#stream) this.#video.srcObject = null;
    this.#stream = undefined;
  }

  /** As in a mirror, which the page shows: a person's left is at the left. */
  #picture(): Float32Array {
    if (this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) throw unreadable('camera');
    const context = this.#canvas.getContext('2d', { willReadFrequently: true })!;
    context.setTransform(-1, 0, 0, 1, pictureWidth, 0);
    context.drawImage(this.#video, 0, 0, pictureWidth, pictureHeight);
    return brightnessOf(context.getImageData(0, 0, pictureWidth, pictureHeight).data);
  }
}
