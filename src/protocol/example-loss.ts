/** What one example costs a net, answer by answer: ŷ beside what is right, and the loss that is paid. */
import type { DataPart, DataWish } from './data-frame.ts';

/** One time step at which an answer is given, or all of them together. */
export interface CostedAnswer {
  /** Null where nothing is wanted: it costs nothing. */
  wanted: string | null;
  /** Nats; NaN where nothing is wanted. */
  loss: number;
  /** ŷ: of few classes all, in their order; else the likeliest, and the one that is wanted. */
  odds: { label: string; probability: number }[];
}

export interface ExampleLossFrame extends DataWish {
  step: number;
  counts: Record<DataPart, number>;
  /** ŷ is one of several, or σ(z): yes or no. */
  kind: 'softmax' | 'sigmoid';
  /** What is read to its end before; null: nothing is. */
  source: string[] | null;
  /** Null where nothing is read: x⟨t⟩ = 0⃗. [T] */
  read: (string | null)[];
  /** [T], or [1] of an answer for all of them; none where the part has no example. */
  answers: CostedAnswer[];
}
