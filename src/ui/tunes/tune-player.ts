/** Plays one tune at a time, when a person says so; where it is, the page may read at any moment. */
import { sampleRate } from '../../lib/tunes/synthesis.ts';
import { type Readable, Store } from '../state/store.ts';

export class TunePlayer {
  readonly #isPlaying = new Store(false);
  readonly isPlaying: Readable<boolean> = this.#isPlaying;
  #context: AudioContext | undefined;
  #source: AudioBufferSourceNode | undefined;
  #started = 0;

  /** Seconds since it began; 0 while nothing plays. */
  get seconds(): number {
    return this.#context && this.#source
      ? Math.max(0, this.#context.currentTime - this.#started)
      : 0;
  }

  play(samples: Float32Array<ArrayBuffer>): void {
    this.stop();
    const context = (this.#context ??= new AudioContext({ sampleRate }));
    // a browser may hold it until somebody has clicked
    void context.resume();
    const buffer = context.createBuffer(1, samples.length, sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => {
      if (this.#source === source) this.stop();
    };
    this.#source = source;
    this.#started = context.currentTime;
    source.start();
    this.#isPlaying.set(true);
  }

  stop(): void {
    const source = this.#source;
    this.#source = undefined;
    source?.stop();
    source?.disconnect();
    this.#isPlaying.set(false);
  }

  /** Nothing is left of it; it may play again. */
  close(): void {
    this.stop();
    void this.#context?.close();
    this.#context = undefined;
  }
}
