/** What the worker shows of a net while it trains: gates, statistics, gradients, drawn tokens. */
import type { Problem } from '../lib/problems.ts';
import type { TraceRole } from './catalogue.ts';
import type { Direction } from './direction.ts';
import type { StackPart } from './stack-part.ts';

export interface GatesFrame {
  step: number;
  /** Of a net that reads a source first; absent: of the stack that answers. */
  part?: StackPart;
  /** 1-based, as in the form. */
  layer: number;
  /** 1: what the layer did while it read the line from its end. */
  direction: Direction;
  /** The tokens that are shown (those the vocabulary has), in order. */
  tokens: string[];
  /** Where those are of a source: what the stack that answers reads. */
  answer?: string[];
  /** What of the line is not in the vocabulary, each once. */
  skipped: string[];
  hiddenSize: number;
  /** One per gate and shown state of the cell, each [tokens, hiddenSize]. */
  traces: { id: string; values: Float32Array }[];
  /** Every state before the token that is read first, each [hiddenSize]. */
  starts: { id: string; values: Float32Array }[];
  /**
   * What the net expects after each token, or null: an answer to all is that after the last. Null
   * as a whole where the vocabulary is too large for that, and of what only reads.
   */
  expected: (ExpectedSymbol | null)[] | null;
  /** Mean of the line, nats per token; NaN where there is but one. */
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
  /** Of what is right: in a text, of the token that does come next. Null where nobody knows. */
  targetProbability: number | null;
  /** What is right. */
  target: string | null;
}

export type * from './pin.ts';

export interface GateStatistics {
  id: string;
  /**
   * Share of all units and time steps, 0…1. Of a gate: below 0.1 and above 0.9; of what is −1…1:
   * below −0.9 and above 0.9; of a ReLU: at 0, and none. NaN where no value is a number.
   */
  low: number;
  high: number;
  /** Share with a gate below 0.01; 0 for what is no gate. */
  shut: number;
  /**
   * Shares by preactivation, from −`reach` to `reach`; the outermost bins hold all that lies
   * beyond. What a ReLU has put to 0 is in the first one.
   */
  histogram: number[];
  reach: number;
}

export interface LayerStatistics {
  gates: GateStatistics[];
  /**
   * Steps after which a unit has kept 1/e of what it held, [H]; ∞ for a gate that never gave way.
   * Null for a cell without a gate on its memory.
   */
  memory: Float32Array<ArrayBuffer> | null;
}

/** What the gates did over some of the data. */
export interface StatisticsFrame {
  step: number;
  /** How many were counted: tokens, and those time steps at which nothing is read. */
  timeSteps: number;
  /** In how many rows of the data they stand, spread over all of them; of a text, in one stretch: 1. */
  rows: number;
  /** False where nothing is held out: of a text they are the first then. */
  isHeldOut: boolean;
  /** Of a net that reads a source first; absent: of the stack that answers. */
  part?: StackPart;
  directions: 1 | 2;
  /** Of the lowest layer first; where layers read both ways, → of each before its ←. */
  layers: LayerStatistics[];
}

/**
 * Entry k · T + t belongs to the loss of token t alone, not divided by any count, and to time step
 * k; 0 where k > t, unless layers read both ways: then later time steps count too. Of a net that reads a
 * source first its S time steps come first: there are S + T, and loss t stands at S + t.
 */
export interface GradientsThroughTime {
  /** S; absent: none is read. */
  source?: number;
  /** ‖∂L_t/∂x⟨k⟩‖ */
  input: Float32Array<ArrayBuffer>;
  /** ‖∂L_t/∂a⟨k⟩‖ */
  state: Float32Array<ArrayBuffer>;
  /** ‖∂L_t/∂c⟨k⟩‖ where c is not a. */
  memory: Float32Array<ArrayBuffer> | null;
  /**
   * Four numbers per entry, as shaders/recurrence/memory-line.wgsl says, for the time steps that are
   * walked before t: of ←, those where k ≥ t. Null without gates; of an encoder that reads both ways
   * none are of the source, whose memory no answer begins with as it is.
   */
  line: Float32Array<ArrayBuffer> | null;
}

/** How large the gradient of each token's loss is at each time step it depends on. */
export interface GradientFrame {
  step: number;
  /** Whose states are meant; 1-based, as in the form. */
  layer: number;
  /** Of which walk of this layer, of the source where one is read first. */
  direction: Direction;
  /** 2: layers read both ways, and losses depend on later time steps too. */
  directions: 1 | 2;
  /** The same of what reads a source first, whose time steps are all before; absent: none is read. */
  sourceDirections?: 1 | 2;
  /** One loss, of an answer to the whole line: it stands where the walk ends. */
  isOnce: boolean;
  /** Id of the cell. */
  cell: string;
  /**
   * Those that were measured, of a source first. Where a net continues what it reads, one more than
   * there are time steps: the last is only predicted.
   */
  tokens: string[];
  /** How many known tokens of the line stand before those; of an answer, behind them. */
  cut: number;
  /** Null where nothing is asked: the line is too short, or no answer to it is known. */
  gradients: GradientsThroughTime | null;
}

/** All numbers from 0. */
export type Product =
  /** A gate's preactivation. */
  | {
      kind: 'gate';
      layer: number;
      /** Where the layer reads both ways. */
      direction?: Direction;
      gate: number;
      /** None where the gate is not shown. */
      role?: TraceRole;
      symbol: string;
      unit: number;
    }
  | { kind: 'logit'; token: number }
  /** A feature of the embedded token. */
  | { kind: 'feature'; feature: number }
  /** A state that a decoder begins with. */
  | { kind: 'start'; layer: number; state: number; symbol: string; unit: number }
  /** Of attention: of W a⟨t′⟩, of U s⟨t⟩, and of all scores e⟨t, t′⟩ by which step t looks back. */
  | { kind: 'key' | 'query' | 'scores'; unit: number };

export type Operand =
  | { kind: 'one' }
  /** 1 where this token is read, else 0. */
  | { kind: 'token'; token: number }
  | { kind: 'feature'; feature: number }
  /** One of the numbers that are read. */
  | { kind: 'number'; feature: number }
  | {
      kind: 'state';
      layer: number;
      /** Where the layer reads both ways. */
      direction?: Direction;
      state: number;
      symbol: string;
      /** Before as the layer walks: of ←, of the next time step. End: of its last one. */
      time: 'before' | 'now' | 'end';
      unit: number;
    }
  /** A feature of the context c⟨t⟩: of the units of → or ←. */
  | { kind: 'context'; direction: Direction; unit: number };

export interface WeightUse {
  into: Product;
  times: Operand;
  /** −1 where PyTorch's weight is the negative of the one that the course multiplies with. */
  sign: 1 | -1;
  /** Not at the time steps of what answers: at those of a source that is read first, or once between both. */
  at?: 'source' | 'bridge';
  /** What is multiplied was read so many time steps before, within a window; below 0: is read behind. */
  before?: number;
  /** Which losses what it goes into has a part in; absent: its own and later ones, of a source all. */
  reach?: Reach;
  /** Of a head that answers once: what it reads of all time steps. */
  summary?: 'ends' | 'mean';
}

/**
 * - `alone`: that of its own time step
 * - `window`: those in whose windows it stands
 * - `all`: those before and behind it
 * - `once`: the only one, of an answer to all that is read
 */
export type Reach = 'alone' | 'window' | 'all' | 'once';

export interface Slope {
  /** L(w + ε) and L(w − ε): mean over the line, nats per token. */
  above: number;
  below: number;
  /** (L(w + ε) − L(w − ε)) / 2ε. */
  slope: number;
  /** How far that may be from ∂L/∂w because float32 rounds the losses … */
  rounding: number;
  /** … and because the loss bends: how far slopes left of w, right of it and over 2ε differ. */
  bend: number;
}

export interface WeightCheck extends Slope {
  /** The weight w as it is, and ε, how far it was nudged. */
  value: number;
  nudge: number;
  /** L(w) */
  loss: number;
  /** ∂L/∂w of the engine's backward. */
  gradient: number;
  /** [T], or [S], or of one: what the weight's use at each time step adds to ∂L/∂w. */
  summands: number[];
}

/** The gradient of one weight, checked by nudging it. */
export interface WeightFrame {
  step: number;
  /** PyTorch's name of the parameter. */
  name: string;
  /** From 0; null where nothing was measured. */
  place: { row: number; column: number } | null;
  /** Of the line that were measured: one more than there are time steps. */
  tokens: string[];
  /** Of a source that is read first. */
  source?: string[];
  /** Null where nothing is asked of the line, or a copy of the net has no room. */
  measured: {
    check: WeightCheck;
    agrees: boolean;
    use: WeightUse;
    /** The token that `use` names, or the number, as people read it; null where it names none. */
    symbol: string | null;
    /** What is made of scores. */
    activation: 'softmax' | 'sigmoid' | 'linear';
  } | null;
  /** Why there is no room. */
  problem: Problem | null;
}

export interface SampledToken {
  /** As people read it. */
  symbol: string;
  /** What it adds to the text, where that is not its symbol: a word with the space before it. */
  text?: string;
  /** Probability with which it was drawn. */
  probability: number;
  /** 1 = it was the likeliest of all. */
  rank: number;
  /** The share of the probability, after temperature, that could not be drawn since it is barred; absent: 0. */
  cut?: number;
  /** Up to ten likeliest of what could be drawn. */
  top: { symbol: string; probability: number }[];
}

/** What counts alone write: of single tokens, or of tokens behind the one before. */
export interface RivalText {
  order: 1 | 2;
  /** Lines where lines are drawn. */
  text: string;
}

export interface CopiedText {
  /** Tokens of the sample that were looked at: its start, where it is very long. */
  measured: number;
  /** The longest run that also stands in the corpus. */
  longest: { start: number; length: number };
  /** Share of the sample's 8-grams that stand in the corpus; 0 for a shorter sample. */
  share: number;
}

/** It stands in none of the data, in the data, or in none of them but was drawn before. */
export type LineKind = 'new' | 'in list' | 'repeated';

/** A line that was drawn, from nothing to its end. */
export interface SampledLine {
  /** Those behind what the person gave; the last is the end, unless the line was cut. */
  tokens: SampledToken[];
  /** It went on, longer than any line of the data. */
  isCut: boolean;
  kind: LineKind;
  /** Of tunes: the share of its stretches of eight notes that stand in the data; null where it has none. */
  copied?: number | null;
  /** Where lines are drawn by label: its own, and the one that a simple classifier gives it. */
  label?: string;
  verdict?: string;
}

/** What became of the lines of a sample; `drawn` is the sum of the next three. */
export interface LineCounts {
  drawn: number;
  isNew: number;
  inList: number;
  repeated: number;
  /** Where lines are drawn by label. */
  byLabel?: LabelCounts[];
}

/** Of the lines of one label: how many are new, and how many a simple classifier gives that label. */
export interface LabelCounts {
  label: string;
  drawn: number;
  isNew: number;
  agreed: number;
  /** The share of the held-out ones that it gives their label; NaN where none is held out. */
  heldOutAgreed: number;
}

/** What the net expects a line to begin with: ŷ⟨1⟩ after x⟨1⟩ = 0⃗ and a⟨0⟩. */
export interface FirstFrame {
  step: number;
  /** The likeliest, best first, and how many lines of the data begin so, as a share of all. */
  tokens: { symbol: string; probability: number; share: number }[];
}
