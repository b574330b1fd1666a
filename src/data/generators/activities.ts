/**
 * What an accelerometer says while somebody rests, walks, runs or cycles, made up from a seed: how fast it
 * swings tells them apart, and how far and along which axes do not, so no moment is enough.
 */
import { RandomWords, randomStreams } from '../permutation.ts';

const rows = 8000;
const seed = 1;
/** Rows of one activity. */
const [shortest, longest] = [30, 120];

/** Swings per row; 0: none. */
const activities = { rest: 0, walk: 0.12, cycle: 0.06, run: 0.25 } as const;
type Activity = keyof typeof activities;
const names = Object.keys(activities) as Activity[];

/** Lines of a table. */
export function accelerometer(): string[] {
  const words = new RandomWords(seed, randomStreams.series);
  const share = () => words.below(2 ** 20) / 2 ** 20;
  const lines = ['x,y,z,activity'];
  let before: Activity = 'rest';
  while (lines.length <= rows) {
    const activity = words.pick(names.filter((name) => name !== before));
    const [height, start] = [0.5 + share(), share()];
    const axes = [share(), share(), share()].map((one) => one + 0.3);
    const length = shortest + words.below(longest - shortest);
    for (let at = 0; at < length && lines.length <= rows; at++) {
      const swing = activities[activity];
      const wave = swing === 0 ? 0 : height * Math.sin(2 * Math.PI * (start + swing * at));
      const noise = () => 0.4 * (share() - 0.5);
      // gravity on the third axis
      const numbers = axes.map((one, axis) =>
        (Number(axis === 2) + one * wave + noise()).toFixed(3),
      );
      lines.push([...numbers, activity].join(','));
    }
    before = activity;
  }
  return lines;
}
