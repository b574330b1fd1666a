/** The GRU with the reset before the product: Γr meets the memory itself. */
import type { Diagram } from '../../protocol/diagram.ts';
import { fanOut } from './fan-out.ts';

export const gruDiagram: Diagram = {
  nodes: {
    before: { at: [44, 70], kind: 'before', state: 'hidden' },
    x: { at: [160, 300], kind: 'input' },
    update: { at: [200, 205], kind: 'gate', trace: 'update', activation: 'σ' },
    reset: { at: [340, 205], kind: 'gate', trace: 'reset', activation: 'σ' },
    seen: { at: [430, 205], kind: 'times' },
    candidate: { at: [545, 205], kind: 'gate', trace: 'candidate', activation: 'tanh' },
    rest: { at: [200, 108], kind: 'one-minus' },
    keep: { at: [200, 70], kind: 'times' },
    write: { at: [545, 142], kind: 'times' },
    add: { at: [545, 70], kind: 'plus', trace: 'hidden' },
    now: { at: [716, 70], kind: 'now', trace: 'hidden' },
    above: { at: [630, 14], kind: 'above' },
  },
  wires: [
    ['before', 'keep'],
    ['update', 'rest'],
    ['rest', 'keep'],
    ['keep', 'add'],
    ['reset', 'seen'],
    ['before', 'seen', [120, 70], [120, 262], [430, 262]],
    ['seen', 'candidate'],
    ['update', 'write', [200, 142]],
    ['candidate', 'write'],
    ['write', 'add'],
    ['add', 'now'],
    ['add', 'above', [630, 70]],
  ],
  vectors: [
    ...fanOut('before', { update: 200, reset: 340 }, [120, 70], [120, 262]),
    ...fanOut('x', { update: 200, reset: 340, candidate: 545 }, [160, 262]),
  ],
};
