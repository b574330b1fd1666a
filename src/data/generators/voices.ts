/**
 * Made-up voices that say yes and no: a buzz through two resonances that glide as those of a mouth do,
 * and a hiss at the end of yes. They are heard as a microphone is.
 */
import { logMel, sampleRate, wordIn } from '../../lib/log-mel.ts';
import type { Recorded } from '../../lib/recordings.ts';
import { RandomWords, randomStreams } from '../permutation.ts';

export const voiceClasses = ['yes', 'no'];
const perClass = 40;
const seed = 1;

/** In turn, each in a voice of its own: the same every time. */
export function madeUpVoices(): Recorded[] {
  return Array.from({ length: perClass * voiceClasses.length }, (_, at) => {
    const label = voiceClasses[at % voiceClasses.length];
    const samples = speak(label, new RandomWords(seed, randomStreams.voices, at));
    return { label, frames: logMel(wordIn(samples) ?? samples) };
  });
}

/** A place on the way of a word: when, as a share of it, resonances in Hz, loudness of buzz and hiss. */
interface Sound {
  at: number;
  resonances: readonly [number, number];
  buzz: number;
  hiss: number;
}

const words: Readonly<Record<string, readonly Sound[]>> = {
  yes: [
    { at: 0, resonances: [280, 2300], buzz: 0.6, hiss: 0 },
    { at: 0.25, resonances: [560, 1850], buzz: 1, hiss: 0 },
    { at: 0.55, resonances: [560, 1800], buzz: 0.8, hiss: 0 },
    { at: 0.65, resonances: [400, 1700], buzz: 0, hiss: 0.35 },
    { at: 1, resonances: [400, 1700], buzz: 0, hiss: 0 },
  ],
  no: [
    { at: 0, resonances: [250, 1300], buzz: 0.35, hiss: 0 },
    { at: 0.3, resonances: [280, 1300], buzz: 0.45, hiss: 0 },
    { at: 0.4, resonances: [560, 1000], buzz: 1, hiss: 0 },
    { at: 0.75, resonances: [420, 800], buzz: 0.8, hiss: 0 },
    { at: 1, resonances: [320, 700], buzz: 0, hiss: 0 },
  ],
};

function speak(word: string, random: RandomWords): Float32Array {
  const share = () => random.below(2 ** 16) / 2 ** 16;
  const between = (from: number, to: number) => from + (to - from) * share();
  const [pitch, mouth, seconds] = [between(90, 240), between(0.85, 1.2), between(0.35, 0.65)];
  const [silence, background] = [between(0.1, 0.4), between(0.0005, 0.003)];
  const [low, high] = [resonator(), resonator()];
  let [phase, hissed] = [0, 0];
  return Float32Array.from({ length: 1.6 * sampleRate }, (_, sample) => {
    const at = (sample / sampleRate - silence) / seconds;
    const noise = 2 * share() - 1;
    if (at < 0 || at > 1) return background * noise;
    const { resonances, buzz, hiss } = soundAt(words[word], at);
    // a pulse for every opening of the vocal cords, a little lower towards the end
    phase += (pitch * (1.1 - 0.2 * at)) / sampleRate;
    const pulse = phase >= 1 ? 1 : 0;
    phase -= pulse;
    const [first, second] = resonances.map((hertz) => hertz * mouth);
    const voiced = low(pulse * buzz, first) + 0.5 * high(pulse * buzz, second);
    // what is left of noise without its low parts
    const hissing = noise - hissed;
    hissed = noise;
    return 0.3 * voiced + 0.2 * hiss * hissing + background * noise;
  });
}

function soundAt(sounds: readonly Sound[], at: number): Sound {
  const next = Math.max(
    1,
    sounds.findIndex((sound) => sound.at >= at),
  );
  const [from, to] = sounds.slice(next - 1, next + 1);
  const done = (at - from.at) / (to.at - from.at);
  const mix = (a: number, b: number) => a + (b - a) * done;
  const [[low, high], [low2, high2]] = [from.resonances, to.resonances];
  return {
    at,
    resonances: [mix(low, low2), mix(high, high2)],
    buzz: mix(from.buzz, to.buzz),
    hiss: mix(from.hiss, to.hiss),
  };
}

/** Two poles, 100 Hz wide, at a frequency that may glide. */
function resonator(): (input: number, hertz: number) => number {
  const radius = Math.exp((-Math.PI * 100) / sampleRate);
  let [last, before] = [0, 0];
  return (input, hertz) => {
    const angle = (2 * Math.PI * hertz) / sampleRate;
    const output = input + 2 * radius * Math.cos(angle) * last - radius ** 2 * before;
    [last, before] = [output, last];
    return output;
  };
}
