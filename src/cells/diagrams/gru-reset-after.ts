/** The GRU with the reset after the product: Γr meets what the product made of the memory. */
import type { Diagram } from '../../protocol/diagram.ts';
import { fanOut } from './fan-out.ts';

export const gruResetAfterDiagram: Diagram = {
  nodes: {
    before: { at: [44, 70], kind: 'before', state: 'hidden' },
    x: { at: [160, 300], kind: 'input' },
    update: { at: [180, 205], kind: 'gate', trace: 'update', activation: 'σ' },
    reset: { at: [290, 205], kind: 'gate', trace: 'reset', activation: 'σ' },
    seen: { at: [370, 205], kind: 'times' },
    recall: { at: [475, 205], kind: 'gate', trace: 'recall', activation: 'linear' },
    candidate: { at: [596, 205], kind: 'gate', trace: 'candidate', activation: 'tanh' },
    rest: { at: [180, 106], kind: 'one-minus' },
    keep: { at: [180, 70], kind: 'times' },
    write: { at: [596, 138], kind: 'times' },
    add: { at: [596, 70], kind: 'plus', trace: 'hidden' },
    now: { at: [716, 70], kind: 'now', trace: 'hidden' },
    above: { at: [650, 14], kind: 'above' },
  },
  wires: [
    ['before', 'keep'],
    ['update', 'rest'],
    ['rest', 'keep'],
    ['keep', 'add'],
    ['reset', 'seen'],
    ['recall', 'seen'],
    ['seen', 'candidate', [370, 170], [536, 170], [536, 205]],
    ['update', 'write', [180, 138]],
    ['candidate', 'write'],
    ['write', 'add'],
    ['add', 'now'],
    ['add', 'above', [650, 70]],
  ],
  vectors: [
    ...fanOut('before', { update: 180, reset: 290, recall: 475 }, [120, 70], [120, 262]),
    ...fanOut('x', { update: 180, reset: 290, candidate: 596 }, [160, 262]),
  ],
};
