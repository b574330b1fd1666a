/** What there is to choose from: the worker says so first, since only the engine knows. */
import type { Diagram } from './diagram.ts';

/** One picture in the gates panel: a gate, a candidate, or a state of the cell. */
export interface TraceInfo {
  /** `update`, `reset`, `forget`, `output`, `candidate`, `cell`, `hidden`. */
  id: string;
  /** As the course writes it: Γu Γr Γf Γo c̃ c a. */
  symbol: string;
  /** One short sentence: what it does. */
  help: string;
  /** `gate` 0…1 with 0.5 neutral · `signed` −1…1 · `free` symmetric at its printed maximum. */
  scale: 'gate' | 'signed' | 'free';
}

export interface CellInfo {
  id: string;
  name: string;
  help: string;
  traces: TraceInfo[];
  /** Values that frames have besides, kept for the backward pass: they have no picture. */
  kept: TraceInfo[];
  diagram: Diagram;
}

export interface OptimizerInfo {
  id: string;
  name: string;
  help: string;
  /** Settings beside the learning rate that mean something to it. */
  heeds: ('momentum' | 'weightDecay')[];
}

export interface TextChoice {
  id: string;
  title: string;
  /** Characters in the file, so that a person can judge before loading. */
  characters: number;
}

export interface Catalogue {
  cells: CellInfo[];
  optimizers: OptimizerInfo[];
  texts: TextChoice[];
}
