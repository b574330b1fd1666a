/** The LSTM: the memory along the top, the gates along the bottom. */
import type { Diagram } from '../../protocol/diagram.ts';
import { fanOut } from './fan-out.ts';

/** Of the gates, in the drawing. */
const columns = { forget: 190, update: 285, candidate: 380, output: 500 };

export const lstmDiagram: Diagram = {
  nodes: {
    hiddenBefore: { at: [44, 262], kind: 'before', state: 'hidden' },
    cellBefore: { at: [44, 70], kind: 'before', state: 'cell' },
    x: { at: [140, 300], kind: 'input' },
    forget: { at: [columns.forget, 205], kind: 'gate', trace: 'forget', activation: 'σ' },
    update: { at: [columns.update, 205], kind: 'gate', trace: 'update', activation: 'σ' },
    candidate: {
      at: [columns.candidate, 205],
      kind: 'gate',
      trace: 'candidate',
      activation: 'tanh',
    },
    output: { at: [columns.output, 205], kind: 'gate', trace: 'output', activation: 'σ' },
    keep: { at: [190, 70], kind: 'times' },
    write: { at: [380, 138], kind: 'times' },
    add: { at: [380, 70], kind: 'plus', trace: 'cell' },
    squash: { at: [590, 130], kind: 'tanh' },
    show: { at: [590, 205], kind: 'times', trace: 'hidden' },
    cellNow: { at: [716, 70], kind: 'now', trace: 'cell' },
    hiddenNow: { at: [716, 205], kind: 'now', trace: 'hidden' },
    above: { at: [650, 14], kind: 'above' },
  },
  wires: [
    ['cellBefore', 'keep'],
    ['forget', 'keep'],
    ['keep', 'add'],
    ['update', 'write', [285, 138]],
    ['candidate', 'write'],
    ['write', 'add'],
    ['add', 'cellNow'],
    ['add', 'squash', [590, 70]],
    ['squash', 'show'],
    ['output', 'show'],
    ['show', 'hiddenNow'],
    ['show', 'above', [650, 205]],
  ],
  vectors: [...fanOut('hiddenBefore', columns), ...fanOut('x', columns, [140, 262])],
};
