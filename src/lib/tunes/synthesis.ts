/** A tune as sound: of every note two oscillators under one envelope. */
import type { Note } from './tune.ts';

/** Samples in a second. */
export const sampleRate = 44_100;
/** Seconds in which a note begins, and in which it fades when it is over. */
const attack = 0.008;
const release = 0.12;
/** Per second: a string that is struck grows weaker while it sounds. */
const decay = 1.6;
/** Of the second oscillator, an octave above, and how much it is out of tune. */
const overtone = 0.35;
const detuned = 1.002;
/** The loudest sample: there is room left, so that nothing is clipped. */
const peak = 0.89;

export function secondsPerSixteenth(beatsPerMinute: number): number {
  return 15 / beatsPerMinute;
}

/** Seconds from the first beginning to the end of the last sound. */
export function secondsOf(notes: readonly Note[], beatsPerMinute: number): number {
  const end = notes.reduce((last, { at, length }) => Math.max(last, at + length), 0);
  return end === 0 ? 0 : end * secondsPerSixteenth(beatsPerMinute) + release;
}

/** One channel, −1 … 1. */
export function synthesise(
  notes: readonly Note[],
  beatsPerMinute: number,
): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.ceil(secondsOf(notes, beatsPerMinute) * sampleRate));
  const sixteenth = secondsPerSixteenth(beatsPerMinute);
  for (const { at, length, pitch } of notes) {
    addNote(samples, { start: at * sixteenth, seconds: length * sixteenth, pitch });
  }
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return loudest === 0 ? samples : samples.map((sample) => (sample * peak) / loudest);
}

function addNote(
  samples: Float32Array,
  { start, seconds, pitch }: { start: number; seconds: number; pitch: number },
): void {
  const turn = (2 * Math.PI * 440 * 2 ** ((pitch - 69) / 12)) / sampleRate;
  const first = Math.round(start * sampleRate);
  const count = Math.min(samples.length - first, Math.ceil((seconds + release) * sampleRate));
  for (let index = 0; index < count; index++) {
    const time = index / sampleRate;
    const fading = time < seconds ? 1 : 1 - (time - seconds) / release;
    const loudness = Math.min(1, time / attack) * Math.exp(-decay * time) * Math.max(0, fading);
    const wave = Math.sin(turn * index) + overtone * Math.sin(2 * detuned * turn * index);
    samples[first + index] += loudness * wave;
  }
}
