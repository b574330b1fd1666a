/**
 * A few sentences of our own in many languages, and the encodings that files of them are found in:
 * what the guess of encodings is measured with.
 */
import { latinSamples } from './sentences-latin.ts';
import { otherSamples } from './sentences-other-scripts.ts';

export interface Sample {
  language: string;
  /** Whose letters write all of the sentences. */
  encodings: readonly string[];
  sentences: readonly string[];
}

export const samples: readonly Sample[] = [...latinSamples, ...otherSamples];

/** English without a character beyond ASCII, to stand around words of others. */
export const english: readonly string[] = [
  'Nobody asked the miller why he walked home along the river that night.',
  'We counted seven boats and one gull before the lamp was lit again.',
  'The old fisherman sat by the window and looked out at the sea.',
  'Tomorrow they will drive to the village, where the trees are in bloom.',
  'Her brother kept a large dog that was afraid of every cat in the street.',
];
