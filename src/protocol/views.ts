/**
 * What the page may look at of a net while it trains: of each view what is wished and what is shown.
 * One pair of messages opens and closes all of them, and one answers.
 */
import type { DataFrame, DataWish } from './data-frame.ts';
import type { Direction } from './direction.ts';
import type { EarlyFrame } from './early.ts';
import type { ExampleLossFrame } from './example-loss.ts';
import type { ForecastFrame } from './forecast.ts';
import type {
  FirstFrame,
  GatesFrame,
  GradientFrame,
  StatisticsFrame,
  WeightFrame,
} from './frames.ts';
import type { AttentionFrame, PairsFrame, WrittenFrame } from './pairs.ts';
import type { PredictionsFrame } from './predictions.ts';
import type { QuizFrame, QuizWish } from './quiz.ts';
import type { ScoreFrame, ScoreWish } from './score.ts';
import type { StackPart } from './stack-part.ts';
import type { TokenLineFrame, TokenLineWish } from './token-line.ts';
import type {
  ForcingFrame,
  ForcingWish,
  KeystrokesFrame,
  KeystrokesWish,
  TypingFrame,
  TypingWish,
} from './typing.ts';

export interface Views {
  /** The gates of one line. */
  gates: { wish: LayerWish; frame: GatesFrame };
  /** What the gates do over held-out text. */
  statistics: { wish: PartWish; frame: StatisticsFrame };
  /** The gradient through time of one line. */
  gradient: { wish: LayerWish; frame: GradientFrame };
  /** The gradient of one weight over a line, checked by nudging the weight. */
  weight: { wish: WeightWish; frame: WeightFrame };
  /** The data: one example, and the next batch. */
  data: { wish: DataWish; frame: DataFrame };
  /** Answers on held-out examples, and on a line. */
  predictions: { wish: { line: string }; frame: PredictionsFrame };
  /** What is written for held-out sources. */
  pairs: { wish: object; frame: PairsFrame };
  /** What is written for a source of a person's own. */
  written: { wish: SourceWish; frame: WrittenFrame };
  /** Where the net looks while it writes. */
  attention: { wish: SourceWish; frame: AttentionFrame };
  /** What one example costs. */
  'example-loss': { wish: DataWish; frame: ExampleLossFrame };
  /** What the net expects a line to begin with. */
  first: { wish: object; frame: FirstFrame };
  /** How it continues a series, and numbers of a person's own. */
  forecast: { wish: { line: string }; frame: ForecastFrame };
  /** The gates over a tune that was drawn. */
  'tune-gates': { wish: LayerWish; frame: GatesFrame };
  /** What it answers before it has read all: a recording by its name, or its frames. */
  early: { wish: { line: string }; frame: EarlyFrame };
  /** A line as tokens, and the weights that one of them selects. */
  'token-line': { wish: TokenLineWish; frame: TokenLineFrame };
  /** How likely sentences are. */
  score: { wish: ScoreWish; frame: ScoreFrame };
  /** Which of two words that sound alike stood in a sentence. */
  quiz: { wish: QuizWish; frame: QuizFrame };
  /** How a text that is being written may go on. */
  typing: { wish: TypingWish; frame: TypingFrame };
  /** Keys that this saves on a held-out chapter. */
  keystrokes: { wish: KeystrokesWish; frame: KeystrokesFrame };
  /** The same text read as it is, and as the net draws it. */
  forcing: { wish: ForcingWish; frame: ForcingFrame };
}

export type ViewId = keyof Views;
export type Wish<View extends ViewId> = Views[View]['wish'];
export type Frame<View extends ViewId> = Views[View]['frame'];

export interface PartWish {
  /** Of a net that reads a source first; absent: the stack that answers. */
  part?: StackPart;
}

export interface LayerWish extends PartWish {
  line: string;
  /** From 1. */
  layer: number;
  /** Of a layer that reads both ways; absent: →. */
  direction?: Direction;
}

export interface SourceWish {
  line: string;
  /** Beginnings that are followed at once. */
  beams: number;
}

export interface WeightWish {
  line: string;
  /** PyTorch's name of the parameter. */
  name: string;
  /** From 0; null: where the gradient is largest now. */
  place: { row: number; column: number } | null;
  /** ε; null: as far as suits the loss. */
  nudge: number | null;
}

/**
 * Frames of what is wished follow: one at once, then a few times a second while training, each with
 * the same id. What was wished of this view before is forgotten.
 */
export type ViewOpen<View extends ViewId = ViewId> = {
  [Each in View]: { type: 'view.open'; view: Each; id: number; wish: Wish<Each> };
}[View];

/** No more frames, until it is opened again. */
export interface ViewClose {
  type: 'view.close';
  view: ViewId;
}

export type ViewFrame<View extends ViewId = ViewId> = {
  [Each in View]: { type: 'view.frame'; view: Each; id: number; frame: Frame<Each> };
}[View];
