/** Modules that the build makes. */
declare module 'virtual:corpora' {
  /** The built-in texts; `url` is the emitted asset. */
  export const corpora: {
    id: string;
    title: string;
    author: string;
    url: string;
    bytes: number;
    characters: number;
    sha256: string;
  }[];
}

declare module 'virtual:lists' {
  /** The built-in lists, one thing per line; `url` is the emitted asset. */
  export const lists: {
    id: string;
    title: string;
    rows: number;
    url: string;
    bytes: number;
    characters: number;
    sha256: string;
  }[];
}

declare module 'virtual:labelledTexts' {
  /** Tables of labels and texts; `url` is the emitted asset. */
  export const labelledTexts: {
    id: string;
    title: string;
    url: string;
    bytes: number;
    characters: number;
    sha256: string;
  }[];
}

declare module 'virtual:dataSources' {
  /** Where built-in data come from that are not made here, by their ids. */
  export const dataSources: Record<string, { source: string; licence: string } | undefined>;
}

declare module 'virtual:pairTables' {
  /** Tables of what is read and what is written; `url` is the emitted asset. */
  export const pairTables: {
    id: string;
    title: string;
    rows: number;
    url: string;
    bytes: number;
    characters: number;
    sha256: string;
  }[];
}

declare module 'virtual:homophones' {
  /** Words that sound alike, in small letters, two or more each. */
  export const homophones: string[][];
}

declare module 'virtual:tunes' {
  /** Tunes in notes, one line each; `url` is the emitted asset. Empty where the build had none. */
  export const tunes: {
    id: string;
    title: string;
    url: string;
    bytes: number;
    characters: number;
    sha256: string;
  }[];
}

declare module 'virtual:equations' {
  /** One element of MathML: its name, its attributes, what is in it. */
  export type MathTree = [
    name: string,
    attributes: Record<string, string>,
    ...children: (MathTree | string)[],
  ];

  export interface CellEquations {
    /** In the order in which they are computed; each belongs to a trace of the cell, and to its role. */
    lines: { trace: string; role: string; math: MathTree }[];
    /** PyTorch-like name of the weights that some gates have beside these, one number per unit. */
    vectors: string | null;
    /** In the order of storage: the course's stacked weights, their parts, the bias. */
    gates: {
      /** What the gate is to the cell; none where it is not shown. */
      role?: string;
      /** Files and PyTorch hold these rows with the other sign. */
      negated: boolean;
      stacked: MathTree;
      recurrent: MathTree;
      input: MathTree;
      bias: MathTree;
      /** Its part of `vectors`. */
      vector: MathTree | null;
    }[];
  }

  /** By the cell's id. */
  export const cells: Record<string, CellEquations | undefined>;
  /** ŷ of the model. */
  export const output: MathTree;
  /** The same, and what it is made of, where a decoder looks back at its encoder. */
  export const looking: MathTree[];
}

interface ImportMetaEnv {
  /** Of the unit tests that run; a browser that runs them all has none. */
  readonly UNIT_TIER?: string;
  /** Not empty where unit tests try all there is. */
  readonly THOROUGH?: string;
}
