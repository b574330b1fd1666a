/**
 * The plain network: a hidden layer over a window of what is read, the same at every place. Nothing is
 * handed on, so what lies outside of its window it cannot know: it is the recurrent unit without its
 * recurrent weights.
 */
import type { Cell } from './cell.ts';
import { plainNetworkDiagram } from './diagrams/plain-network.ts';
import { rnnTanh } from './rnn-tanh.ts';

export const plain: Cell = {
  ...rnnTanh,
  id: 'plain',
  name: 'plain network',
  help: 'A hidden layer over a window of time steps: it remembers nothing.',
  isPlain: true,
  gates: rnnTanh.gates.map((gate) => ({ ...gate, help: 'Activation: what the unit puts out.' })),
  equations: {
    recurrent: 'a',
    lines: [
      {
        trace: 'hidden',
        latex: String.raw`\now{a} = \tanh(W_a[\now{x}, \prev{x}, \ldots] + b_a)`,
      },
    ],
  },
  diagram: plainNetworkDiagram,
};

/** Over streams: what has been read has a share in the first time steps of the next batch. */
export const plainOverStreams = (window: number): Cell => ({
  ...plain,
  states: [
    ...plain.states,
    ...Array.from({ length: window - 1 }, (_, time) => ({
      ...{ id: `share-${time + 1}`, symbol: 'a', scale: 'free' as const },
      help: 'What was read before adds to a later time step.',
    })),
  ],
});
