/** What the gates and states of the cells do, in a sentence each. */
import { msg } from '@lit/localize';
import type { CellInfo, TraceInfo, TraceRole } from '../../protocol/catalogue.ts';

type GateTexts = Readonly<Partial<Record<TraceRole, () => string>>>;

const lstm: GateTexts = {
  update: () => msg('How much of the candidate c̃ is written to the memory. 1 = all, 0 = nothing.'),
  forget: () => msg('How much of the old memory is kept. 1 = keep, 0 = forget.'),
  output: () =>
    msg(
      'How much of the memory the unit outputs. 1 = all, 0 = nothing, although it still remembers.',
    ),
  candidate: () => msg('What may be written to the memory now: a number from −1 to 1.'),
  memory: () =>
    msg('What the unit remembers: what Γf keeps of the old memory plus what Γu writes.'),
  activation: () =>
    msg(
      'What the unit passes to the next time step and the layer above: the part of its memory that Γo lets through.',
    ),
};

const gru: GateTexts = {
  update: () => msg('How much of the memory the candidate c̃ replaces. 1 = all, 0 = nothing.'),
  reset: () => msg('How much of the old memory the candidate c̃ sees. 1 = all, 0 = nothing.'),
  candidate: () => msg('What may replace the memory now: a number from −1 to 1.'),
  activation: () =>
    msg('What the unit remembers and passes to the next time step and the layer above.'),
};

/** By the cell's id, then by the role. */
const gates: Readonly<Record<string, GateTexts | undefined>> = {
  plain: {
    activation: () =>
      msg('What the unit makes of its window: a number from −1 to 1. No other time step knows it.'),
  },
  'rnn-tanh': {
    activation: () =>
      msg(
        'What the unit passes to the next time step: a number from −1 to 1, recomputed at every time step. No gate protects it.',
      ),
  },
  'rnn-relu': {
    activation: () =>
      msg(
        'What the unit passes to the next time step: 0 or more, recomputed at every time step. No gate protects it.',
      ),
  },
  'gru-simplified': gru,
  gru,
  'gru-reset-after': gru,
  lstm,
  'lstm-peephole': lstm,
};

/** What a gate or state of this very cell does; the cell's own words where it is a new one. */
export function gateText(cell: CellInfo, { role, help }: TraceInfo): string {
  return gates[cell.id]?.[role]?.() ?? help;
}
