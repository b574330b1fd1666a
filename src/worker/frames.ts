/** What the worker shows of a net while it trains: gates, statistics, gradients, drawn characters. */
import type { WeightUse } from '../model/weight-use.ts';
import type { LayerStatistics } from '../training/gate-statistics.ts';
import type { GradientsThroughTime } from '../training/gradients-through-time.ts';
import type { WeightCheck } from '../training/weight-check.ts';

export interface GatesFrame {
  step: number;
  /** 1-based, as in the form. */
  layer: number;
  /** The characters that are shown (those the vocabulary has), in order. */
  characters: string[];
  /** Characters of the line that are not in the vocabulary, each once. */
  skipped: string[];
  hiddenSize: number;
  /** One per gate and shown state of the cell, each [characters, hiddenSize]. */
  traces: { id: string; values: Float32Array }[];
  /** Every state before the first character, each [hiddenSize]. */
  starts: { id: string; values: Float32Array }[];
  /** What the net expects after each character; null where the vocabulary is too large for that. */
  expected: ExpectedSymbol[] | null;
  /** Mean of the line, nats per character; NaN where there is but one. */
  loss: number;
  /** How many gates of single units, over all layers, are pinned. */
  pinned: number;
  /** The same without the pins; null where there are none. */
  unpinned: { traces: { id: string; values: Float32Array }[]; loss: number } | null;
}

export interface ExpectedSymbol {
  /** The likeliest. */
  symbol: string;
  probability: number;
  /** Of the character that does come next; null after the last one. */
  targetProbability: number | null;
}

export type { Hold, Pin } from '../model/pins.ts';
export type { GateStatistics, LayerStatistics } from '../training/gate-statistics.ts';

/** What the gates did over a stretch of text. */
export interface StatisticsFrame {
  step: number;
  /** How many characters were read. */
  characters: number;
  /** False where nothing is held out: they are the text's first then. */
  isHeldOut: boolean;
  layers: LayerStatistics[];
}

export type { GradientsThroughTime } from '../training/gradients-through-time.ts';

/** How large the gradient of each token's loss is at each time step before it. */
export interface GradientFrame {
  step: number;
  /** Whose states are meant; 1-based, as in the form. */
  layer: number;
  /** Id of the cell. */
  cell: string;
  /** Those that were measured: one more than there are time steps, the last is only predicted. */
  characters: string[];
  /** How many known characters of the line stand before those. */
  cut: number;
  /** Null where the net knows fewer than two characters of the line. */
  gradients: GradientsThroughTime | null;
}

export type { WeightUse } from '../model/weight-use.ts';
export type { WeightCheck } from '../training/weight-check.ts';

/** The gradient of one weight, checked by nudging it. */
export interface WeightFrame {
  /** Of the `weight.watch` that asked for it. */
  id: number;
  step: number;
  /** PyTorch's name of the parameter. */
  name: string;
  /** From 0; null where nothing was measured. */
  place: { row: number; column: number } | null;
  /** Of the line that were measured: one more than there are time steps. */
  characters: string[];
  /** Null where the net knows fewer than two characters of the line, or a copy of it has no room. */
  measured: {
    check: WeightCheck;
    agrees: boolean;
    use: WeightUse;
    /** The character whose token `use` names; null where it names none. */
    symbol: string | null;
  } | null;
  /** Why there is no room. */
  problem: string | null;
}

export interface SampledToken {
  /** The character. */
  symbol: string;
  /** Probability with which it was drawn. */
  probability: number;
  /** 1 = it was the likeliest. */
  rank: number;
  /** Up to ten likeliest, after temperature and top-k. */
  top: { symbol: string; probability: number }[];
}
