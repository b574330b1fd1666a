/**
 * Short reviews that praise or complain. What is said of a thing is often turned round (“not bad at
 * all”), and of two things said the one that counts may stand first or last (“the food was great, but
 * the service was slow”), so that in half of the reviews the words alone, whatever their order, tell nothing.
 */
import { RandomWords, randomStreams } from '../permutation.ts';

export interface Review {
  text: string;
  isPraise: boolean;
  /** The same words in another order are a review of the other kind. */
  turnsOnOrder: boolean;
}

interface Topic {
  things: readonly string[];
  good: readonly string[];
  bad: readonly string[];
}

const listed = (words: string) => words.split(' ');
const topicOf = (things: string, good: string, bad: string): Topic => ({
  things: listed(things).map((thing) => `the ${thing}`),
  good: listed(good),
  bad: listed(bad),
});

const service = topicOf(
  'waiter staff service owner',
  'friendly helpful quick kind polite superb great',
  'rude slow unfriendly careless awful terrible lazy',
);
/** What reviews are of, and what of each can be good or bad. */
const subjects: readonly (readonly Topic[])[] = [
  [
    topicOf(
      'film plot acting ending music story dialogue',
      'great gripping funny touching clever brilliant moving superb',
      'dull silly boring weak terrible clumsy flat awful',
    ),
  ],
  [
    topicOf(
      'food soup dessert bread fish',
      'delicious excellent fresh tasty superb great light',
      'cold awful bland stale terrible greasy dry',
    ),
    service,
  ],
  [
    topicOf(
      'room bed bathroom pool breakfast',
      'clean lovely excellent spacious superb great',
      'dirty tiny awful shabby cold terrible',
    ),
    service,
  ],
];

const degrees = ['', '', 'very ', 'really ', 'quite ', 'simply '];
const openings = ['', '', '', 'honestly , ', 'in short , ', 'to be fair , '];

/** So many different ones; a function of the seed alone. */
export function reviews(count: number, seed: number): Review[] {
  const words = new RandomWords(seed, randomStreams.reviews);
  const made = new Map<string, Review>();
  while (made.size < count) {
    const review = reviewOf(words);
    if (!made.has(review.text)) made.set(review.text, review);
  }
  return [...made.values()];
}

function reviewOf(words: RandomWords): Review {
  const subject = words.pick(subjects);
  const isPraise = words.below(2) === 1;
  const kind = words.below(10);
  const opening = words.pick(openings);
  const [first, second] = thingsOf(words, subject);
  const sentence =
    kind < 5
      ? judged(words, first, isPraise)
      : kind < 8
        ? contrast(words, first, second, isPraise)
        : correction(words, first, isPraise);
  const text = `${opening}${sentence}.`.replace(/ ([,;])/g, '$1');
  return { text, isPraise, turnsOnOrder: kind >= 5 };
}

/** One thing that can be good or bad. */
interface Thing extends Topic {
  name: string;
}

/** Two different ones. */
function thingsOf(words: RandomWords, subject: readonly Topic[]): [Thing, Thing] {
  const all = subject.flatMap((topic) => topic.things.map((name) => ({ ...topic, name })));
  const first = words.below(all.length);
  const second = (first + 1 + words.below(all.length - 1)) % all.length;
  return [all[first], all[second]];
}

/** Said straight, or turned round. */
function judged(words: RandomWords, { name, good, bad }: Thing, isPraise: boolean): string {
  const of = (isGood: boolean) => words.pick(isGood ? good : bad);
  if (words.below(4) > 0) return `${name} was ${words.pick(degrees)}${of(isPraise)}`;
  const other = of(!isPraise);
  const turned = ['not #', 'not # at all', 'anything but #', 'never #', 'far from #'];
  return `${name} was ${words.pick(turned).replace('#', other)}`;
}

/** One thing was so and another was not: what follows “but”, or goes before “although”, counts. */
function contrast(words: RandomWords, first: Thing, second: Thing, isPraise: boolean): string {
  const counts = judged(words, first, isPraise);
  const less = judged(words, second, !isPraise);
  const said = ['% , but #', 'although % , #', '# , although %', '% ; still , #'];
  return words.pick(said).replace('#', counts).replace('%', less);
}

/** Not the one but the other. */
function correction(words: RandomWords, { name, good, bad }: Thing, isPraise: boolean): string {
  const [is, isNot] = isPraise ? [good, bad] : [bad, good];
  const [so, notSo] = [words.pick(is), words.pick(isNot)];
  const said = ['not % but #', '# , not %', '# and not % at all'];
  return `${name} was ${words.pick(said).replace('#', so).replace('%', notSo)}`;
}
