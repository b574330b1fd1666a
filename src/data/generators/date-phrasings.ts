/** Dates from 1950 to 2049 as people write them, to be written as YYYY-MM-DD. */
import { RandomWords, randomStreams } from '../permutation.ts';
import type { Pair } from './pair.ts';

const count = 24_000;
const [firstYear, years] = [1950, 100];
const dayMs = 86_400_000;

interface Form {
  /** Names it. */
  id: string;
  write(date: Date): string;
  /** Whether another one writes this date just so. */
  isDouble?(date: Date): boolean;
}

const listed = (words: string) => words.split(' ');
const weekdayNames = listed('Sunday Monday Tuesday Wednesday Thursday Friday Saturday');
const monthNames = listed(
  'January February March April May June July August September October November December',
);
const weekdayOf = (date: Date) => weekdayNames[date.getUTCDay()];
const monthOf = (date: Date) => monthNames[date.getUTCMonth()];
const digits = (value: number) => String(value).padStart(2, '0');

const weekdays: readonly Form[] = [
  { id: '', write: () => '' },
  { id: 'Mon ', write: (date) => `${weekdayOf(date).slice(0, 3)} ` },
  { id: 'Monday, ', write: (date) => `${weekdayOf(date)}, ` },
];
const days: readonly Form[] = [
  { id: '1', write: (date) => String(date.getUTCDate()) },
  { id: '1st', write: (date) => ordinal(date.getUTCDate()) },
];
const months: readonly Form[] = [
  {
    id: 'Jan',
    write: (date) => monthOf(date).slice(0, 3),
    isDouble: (date) => monthOf(date).length === 3,
  },
  { id: 'January', write: monthOf },
];
const joints = ['# %', '# of %', 'the # of %', '% #', '#-%'];
const ends = [' ', ', '];
const numeric: readonly Form[] = [
  { id: '1.2.', write: (date) => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.` },
  {
    id: '01/02/',
    write: (date) => `${digits(date.getUTCDate())}/${digits(date.getUTCMonth() + 1)}/`,
  },
];

function ordinal(day: number): string {
  const ending = day > 3 && day < 21 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

/** Every way to put the parts together. */
export const phrasings: readonly Form[] = weekdays.flatMap((weekday) => [
  ...numeric.map((day) => formOf([weekday, day], '#%')),
  ...days.flatMap((day) =>
    months.flatMap((month) =>
      joints.flatMap((joint) =>
        ends.map((end) => formOf([weekday, day, month], `~${joint}${end}`)),
      ),
    ),
  ),
]);

/** Of weekday, day and, where it has a name, month, with the year behind them. */
function formOf(parts: readonly Form[], pattern: string): Form {
  const put = (each: (part: Form) => string) => {
    const [weekday, day, month = ''] = parts.map(each);
    const text = pattern.startsWith('~') ? pattern.slice(1) : '#';
    return weekday + text.replace('#', day).replace('%', month);
  };
  return {
    id: put(({ id }) => id),
    write: (date) => put((part) => part.write(date)) + String(date.getUTCFullYear()),
    isDouble: (date) => parts.some((part) => part.isDouble?.(date)),
  };
}

/** A date and a phrasing each, drawn independently; both are its groups. */
export function datePhrasings(seed: number): Pair[] {
  const words = new RandomWords(seed, randomStreams.pairs);
  const first = Date.UTC(firstYear, 0, 1);
  const dates = Math.round((Date.UTC(firstYear + years, 0, 1) - first) / dayMs);
  const made = new Map<string, Pair>();
  while (made.size < count) {
    const date = new Date(first + words.below(dates) * dayMs);
    const phrasing = words.pick(phrasings);
    if (phrasing.isDouble?.(date)) continue;
    const source = phrasing.write(date);
    const target = date.toISOString().slice(0, 10);
    made.set(source, { source, target, groups: [target, phrasing.id] });
  }
  return [...made.values()];
}
