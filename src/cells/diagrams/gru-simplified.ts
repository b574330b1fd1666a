/** The simplified GRU: one gate on the memory, and the candidate. */
import type { Diagram } from '../../protocol/diagram.ts';
import { fanOut } from './fan-out.ts';

export const gruSimplifiedDiagram: Diagram = {
  nodes: {
    before: { at: [44, 70], kind: 'before', state: 'hidden' },
    x: { at: [160, 300], kind: 'input' },
    update: { at: [250, 205], kind: 'gate', trace: 'update', activation: 'σ' },
    candidate: { at: [480, 205], kind: 'gate', trace: 'candidate', activation: 'tanh' },
    rest: { at: [250, 108], kind: 'one-minus' },
    keep: { at: [250, 70], kind: 'times' },
    write: { at: [480, 142], kind: 'times' },
    add: { at: [480, 70], kind: 'plus', trace: 'hidden' },
    now: { at: [716, 70], kind: 'now', trace: 'hidden' },
    above: { at: [630, 14], kind: 'above' },
  },
  wires: [
    ['before', 'keep'],
    ['update', 'rest'],
    ['rest', 'keep'],
    ['keep', 'add'],
    ['update', 'write', [250, 142]],
    ['candidate', 'write'],
    ['write', 'add'],
    ['add', 'now'],
    ['add', 'above', [630, 70]],
  ],
  vectors: [
    ...fanOut('before', { update: 250, candidate: 480 }, [120, 70], [120, 262]),
    ...fanOut('x', { update: 250, candidate: 480 }, [160, 262]),
  ],
};
