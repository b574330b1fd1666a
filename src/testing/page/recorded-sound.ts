/** A loudspeaker that makes no sound and keeps what it was told to play. */
import type { ManualClock } from '../manual-clock.ts';

export interface Sound {
  samples: Float32Array;
  samplesPerSecond: number;
  isPlaying: boolean;
}

/** What a page takes for `AudioContext`. @param sounds every one that is begun, in order */
export function recordingSound(clock: ManualClock, sounds: Sound[]): object {
  class Source {
    buffer: { samples: Float32Array } | null = null;
    onended: () => void = () => undefined;
    readonly #samplesPerSecond: number;
    #sound: Sound | undefined;

    constructor(samplesPerSecond: number) {
      this.#samplesPerSecond = samplesPerSecond;
    }

    connect(): void {}
    disconnect(): void {}

    start(): void {
      const { samples } = this.buffer!;
      const sound = { samples, samplesPerSecond: this.#samplesPerSecond, isPlaying: true };
      this.#sound = sound;
      sounds.push(sound);
      clock.after((1000 * samples.length) / sound.samplesPerSecond, () => this.stop());
    }

    stop(): void {
      if (!this.#sound?.isPlaying) return;
      this.#sound.isPlaying = false;
      this.onended();
    }
  }

  return class {
    readonly sampleRate: number;
    readonly destination = {};

    constructor({ sampleRate }: { sampleRate: number }) {
      this.sampleRate = sampleRate;
    }

    get currentTime(): number {
      return clock.now() / 1000;
    }

    resume = () => Promise.resolve();
    close = () => Promise.resolve();
    createBufferSource = () => new Source(this.sampleRate);
    createBuffer = (_channels: number, length: number) => ({
      samples: new Float32Array(length),
      copyToChannel(samples: Float32Array) {
        this.samples.set(samples);
      },
    });
  };
}
