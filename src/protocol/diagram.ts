/**
 * A cell drawn as the course draws it, for one unit: gates as boxes, element-wise operations as
 * circles, wires between them. Places are in a picture of 760 by 320, y downward.
 */

export type Point = readonly [x: number, y: number];

export type DiagramNode = { at: Point } &
  // a state of the time step before
  (
    | { kind: 'before'; state: string }
    // x⟨t⟩
    | { kind: 'input' }
    // a product with weights, and what is made of it
    | { kind: 'gate'; trace: string; activation: Activation }
    // of all that its wires bring; `trace` says which of the cell's values that is
    | { kind: 'times' | 'plus' | 'one-minus' | 'tanh'; trace?: string }
    // nothing is drawn of what is inside
    | { kind: 'cell' }
    // a state of this time step
    | { kind: 'now'; trace: string }
    // to the next layer or to ŷ
    | { kind: 'above' }
  );

export type Activation = 'σ' | 'tanh' | 'ReLU' | 'linear';

/** From node to node, by way of these corners. */
export type Wire = readonly [from: string, to: string, ...corners: Point[]];

export interface Diagram {
  nodes: Readonly<Record<string, DiagramNode>>;
  /** Each carries one value of this unit. */
  wires: readonly Wire[];
  /** Each carries the vector of a whole layer, and meets weights at its end. */
  vectors: readonly Wire[];
}
