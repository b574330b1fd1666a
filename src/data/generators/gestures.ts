/** Made-up gestures: something bright that moves before a dark wall, seen by the camera's own grid. */
import { motionGrid, pictureHeight, pictureWidth, recordedChanges } from '../../lib/motion-grid.ts';
import type { Recorded } from '../../lib/recordings.ts';
import { RandomWords, randomStreams } from '../permutation.ts';

export const gestureClasses = ['left', 'right', 'wave'];
const perClass = 20;
const seed = 1;

/** By class in turn, as a person would record them: the same every time. */
export function madeUpGestures(): Recorded[] {
  return Array.from({ length: perClass * gestureClasses.length }, (_, at) => {
    const label = gestureClasses[at % gestureClasses.length];
    return { label, frames: framesOf(label, new RandomWords(seed, randomStreams.gestures, at)) };
  });
}

function framesOf(label: string, words: RandomWords): number[][] {
  const share = () => words.below(1000) / 1000;
  const between = (from: number, to: number) => from + (to - from) * share();
  const [height, size, light] = [between(0.3, 0.7), between(3, 6), between(120, 220)];
  const [begins, lasts] = [between(0, 5), between(9, 13)];
  const [reach, waves] = [between(0.6, 0.8), between(1.5, 2.5)];
  /** From one side to the other; or there and back, some times. */
  const across = (done: number) => {
    if (label === 'wave') return (reach / 2) * Math.sin(2 * Math.PI * waves * done);
    return (label === 'left' ? -1 : 1) * reach * (done - 0.5);
  };
  const pictures = Array.from({ length: recordedChanges + 1 }, (_, time) => {
    const done = Math.max(0, Math.min(1, (time - begins) / lasts));
    const place = { x: (0.5 + across(done)) * pictureWidth, y: height * pictureHeight };
    // what a camera sees of a wall is never quite the same
    return picture({ ...place, size, light }, () => between(-4, 4));
  });
  return pictures.slice(1).map((later, at) => motionGrid(pictures[at], later));
}

interface Spot {
  x: number;
  y: number;
  size: number;
  light: number;
}

function picture({ x, y, size, light }: Spot, noise: () => number): Float32Array {
  return Float32Array.from({ length: pictureWidth * pictureHeight }, (_, at) => {
    const [column, row] = [at % pictureWidth, Math.floor(at / pictureWidth)];
    const away = ((column - x) ** 2 + (row - y) ** 2) / size ** 2;
    return 30 + light * Math.exp(-away) + noise();
  });
}
