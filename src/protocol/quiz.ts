/** Which of two words that sound alike stood in a held-out sentence? */

export interface QuizWish {
  /** Another number: measured anew. */
  round: number;
}

export interface QuizFrame {
  step: number;
  questions: QuizQuestion[];
  /** Of all such words in what is held out, each as often as it stands there: how many, and in which share the more frequent one does. */
  asTheyStand: { count: number; unigram: number };
}

export interface QuizQuestion {
  before: string;
  after: string;
  /** In alphabetical order. */
  words: readonly [string, string];
  /** Which of them stood there. */
  stood: 0 | 1;
  /** The title of the text. */
  title: string;
  /** How likely the first of the two is: P(sentence with it) / (that + P(sentence with the other)). */
  first: Record<Guesser, number>;
}

/** Who else answers: the net, what follows the word before, how often a word occurs. */
export type Guesser = 'net' | 'bigram' | 'unigram';
