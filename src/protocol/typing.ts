/** Writing with a net that says what comes next, and what that saves. */

export interface TypingWish {
  /** What has been written. */
  text: string;
  /** What a copy of the net is to have learned, one after the other; empty: the net itself suggests. */
  lessons: readonly string[];
}

export interface TypingFrame {
  step: number;
  /** What they continue. */
  text: string;
  /** The likeliest first. */
  suggestions: Suggestion[];
  /** Of the copy that suggests; null: it is the net. */
  learned: Learned | null;
}

export interface Learned {
  /** Of the net that was copied. */
  step: number;
  /** Of the last lesson: steps, and nats per token of its text before them and before the last of them. */
  steps: number;
  before: number;
  after: number;
}

export interface Suggestion {
  /** What would be added to the text. */
  text: string;
  /** How likely the token is that it begins with, among all that go on from what is written. */
  probability: number;
}

export interface KeystrokesWish {
  /** Another number: measured anew. */
  round: number;
}

export interface KeystrokesFrame {
  step: number;
  /** What was written: the heading of the last held-out chapter; null: all that is held out. */
  chapter: string | null;
  /** Of it. */
  characters: number;
  /** Keys that it took with the suggestions of each. */
  keys: Record<'net' | 'bigram', number>;
}

export interface ForcingWish {
  text: string;
  /** Tokens of it that both are given. */
  prefix: number;
  seed: number;
}

export interface ForcingFrame {
  step: number;
  /** What both read first, for people. */
  prefix: string[];
  /** Time steps behind it, one after another. */
  places: ForcedPlace[];
  /** The first of them at which what the net drew is not the truth; null: none. */
  parted: number | null;
  /** What is not in the vocabulary, each once. */
  skipped: string[];
}

export interface ForcedPlace {
  truth: string;
  drawn: string;
  /** ŷ where the truth was read before, and where what was drawn was read. */
  forced: Expectation;
  free: Expectation;
}

export interface Expectation {
  /** −log ŷ of the truth. */
  nats: number;
  /** The likeliest first. */
  top: { label: string; probability: number }[];
}
