/**
 * What the generated sentences are made of. Every first name may be that of a person, “Teddy Roosevelt
 * was a great President.”, or of what is called after one, “Teddy bears are on sale!”: a name alone
 * says nothing, only the words around it do.
 */

/** Classes of words, written `{class}` in what follows; which of them it is never decides anything. */
export const classes = {
  role: 'President teacher singer doctor cook captain poet painter pilot farmer judge nurse',
  product: 'shelf chair lamp soap tea kettle carpet jam cheese pillow basket candle',
  things: 'bears shelves chairs lamps soaps kettles carpets pillows baskets candles apples roses',
  place: 'London Rome Berlin Madrid Oslo Cairo Lima Tokyo Vienna Prague',
  day: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  meal: 'breakfast lunch dinner supper',
  colour: 'red green blue white black brown yellow',
  relative: 'aunt uncle cousin brother sister neighbour friend grandmother nephew niece',
} as const;

/** Who says it. `*` is what is said. */
export const frames = [
  'He said , “ * ”',
  'She said , “ * ”',
  'They told us , “ * ”',
  'Somebody shouted , “ * ”',
  'The radio said , “ * ”',
  'One old man whispered , “ * ”',
  'I read in the paper , “ * ”',
  'Yesterday we heard , “ * ”',
  '“ * ” he said .',
  '“ * ” said the clerk .',
  '“ * ” she told them .',
  '*',
];

/** Put behind a name, they keep the reader waiting. */
export const asides = [
  ', of course ,',
  ', believe me ,',
  ', as everybody here knows ,',
  ', if I heard it right ,',
];
/** How often one stands there. */
export const asideShare = 0.4;

/**
 * Several ways to go on, and how often together. Wherever both readings are open, a person is likelier
 * by nearly two to one: a net that has learnt how likely each is has no reason to waver.
 */
export interface Ways {
  weight: number;
  ways: readonly string[];
}

/** Behind the name of a person, surname included. */
export const doings = [
  'was a great {role} .',
  'was late for {meal} .',
  'is the best {role} in {place} .',
  'is coming to {meal} on {day} .',
  'laughed at every word .',
  'wants to be a {role} .',
  'forgot to call the {role} !',
  'told us a story on {day} .',
  'won the prize again !',
  'lives in {place} now .',
];

/** Behind what is called after a person, in the plural. */
const states = [
  'are on sale !',
  'are sold out .',
  'are made in {place} .',
  'cost too much in {place} .',
  'look good in {colour} .',
  'will arrive on {day} .',
];

/** A name that begins what is said, and goes on with a noun of either kind. */
export const nouns: { person: Ways[]; thing: Ways[] } = {
  person: [{ weight: 0.14, ways: doings.map((doing) => `{last} ${doing}`) }],
  thing: [{ weight: 0.08, ways: states.map((state) => `{things} ${state}`) }],
};

/** The same with a verb: some decide at once, some two words later, some only with the last noun. */
export const verbs: { person: Ways[]; thing: Ways[] } = {
  person: [
    { weight: 0.08, ways: doings.slice(4) },
    { weight: 0.08, ways: ['was late for {meal} .'] },
    { weight: 0.12, ways: ['was a great {role} .'] },
    { weight: 0.11, ways: ['is the best {role} in {place} .'] },
    { weight: 0.11, ways: ['is coming to {meal} on {day} .'] },
  ],
  thing: [
    {
      weight: 0.05,
      ways: ['costs too much in {place} .', 'comes in {colour} .', 'breaks after a week !'],
    },
    { weight: 0.05, ways: ['was sold out by {day} .'] },
    { weight: 0.06, ways: ['was a great {product} .'] },
    { weight: 0.06, ways: ['is the best {product} in {place} .'] },
    { weight: 0.06, ways: ['is coming to {place} on {day} .'] },
  ],
};

/** A name within what is said. */
export const objects: { starts: readonly string[]; person: Ways; thing: Ways } = {
  starts: ['We saw', 'I remember', 'Nobody liked', 'Everybody talks about'],
  person: {
    weight: 0.64,
    ways: ['{last} on {day} .', '{last} in {place} .', '{last} at {meal} .'],
  },
  thing: { weight: 0.36, ways: ['{things} on {day} .', '{things} in {place} .'] },
};

/** What stands in front tells. */
export const told: { person: readonly string[]; thing: readonly string[] } = {
  person: [
    ...doings.map((doing) => `My {relative} {first} ${doing}`),
    ...doings.map((doing) => `Old Doctor {first} {last} ${doing}`),
  ],
  thing: [
    ...states.map((state) => `These {first} {things} ${state}`),
    ...states.map((state) => `Two {first} {things} ${state}`),
  ],
};

/** Sentences about nobody. */
export const nameless = [
  'The {things} are on sale !',
  'My {relative} was late for {meal} .',
  'Nothing happened in {place} on {day} .',
  'It was a great {product} .',
  'The {role} is coming to {meal} on {day} .',
];

/** How often what is said is of each kind. */
export const shares = { first: 0.6, object: 0.1, person: 0.06, thing: 0.16, nameless: 0.08 };

/** Some surnames; others are first names with `son` behind them. */
export const surnames =
  'Roosevelt Lincoln Washington Smith Jones Brown Taylor Walker Baker Miller Cooper Fisher Turner Parker Morgan Bennett Hughes Murphy Kelly Evans Edwards Collins Stewart Morris Rogers Reed Bailey Bell Ward Watts';
