/** A net unrolled over time, as far as one can draw it: boxes, arrows, and the weights of each. */

/** Arrows of one kind: the same weights at every time step. */
export interface UnrolledEdge {
  /** PyTorch's names, the matrix first. */
  weights: string[];
  /** The graph also says how the loss depends on what comes along here. */
  hasGradient: boolean;
}

export interface UnrolledWalk {
  /** From below, at the same time step. */
  input: UnrolledEdge;
  /** From its own neighbour in time; null where nothing is handed on. */
  recurrent: UnrolledEdge | null;
}

export interface UnrolledLayer {
  /** The cell's id. */
  cell: string;
  size: number;
  /** Time steps that a box reads from below, its own and those before it; absent: its own. */
  window?: number;
  /** Symbols of what goes along the recurrent arrow; none where nothing is handed on. */
  states: string[];
  /** Index of the layer below, or the tokens, or their rows in the embedding. */
  reads: number | 'tokens' | 'embedding';
  /** Forward in time; with a second one also backward. */
  walks: UnrolledWalk[];
  /** In training it hands over only some of its output. */
  hasDropout: boolean;
}

export interface UnrolledEmbedding {
  size: number;
  weights: string[];
}

/** What reads a source to its end before the net begins. */
export interface UnrolledSource {
  timeSteps: number;
  vocabSize: number;
  embedding: UnrolledEmbedding | null;
  /** The lowest first. */
  layers: UnrolledLayer[];
  /** PyTorch's names of the weights between its ends and where each layer of the net begins; none: as it ended. */
  bridge: string[];
  /** Of those by which every answer also looks back at all of it; none: it does not. */
  attention: string[];
}

export interface UnrolledNet {
  /** Absent: nothing is read before. */
  source?: UnrolledSource;
  /** That one run of the plan unrolls, and the sequences it does that for side by side. */
  timeSteps: number;
  batchSize: number;
  /** Tokens that are told apart, or numbers that are read at a time step. */
  vocabSize: number;
  /** It reads numbers, not tokens. */
  isNumeric?: true;
  embedding: UnrolledEmbedding | null;
  /** The lowest first. */
  layers: UnrolledLayer[];
  output: {
    size: number;
    reads: number;
    edge: UnrolledEdge;
    /** What is made of its scores. */
    activation: 'softmax' | 'sigmoid' | 'linear';
    /** Once for all time steps: from the last state of each walk, or the mean; null: at every one. */
    summary: 'ends' | 'mean' | null;
  };
  /** Sequences of a run differ in length: behind the end of one its states stay as they are. */
  hasLengths: boolean;
  /** The states of the last time step are those before the first one of the next run. */
  carriesStates: boolean;
  /** Where a sequence begins, the states before its first step are parameters. */
  learnsInitialState: boolean;
}
