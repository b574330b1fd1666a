/**
 * Cells for what looks at whole nets on the software adapter, which takes long to compile: one without
 * gates, one whose memory is its output, one with a memory of its own. The kernels of every cell run
 * there in `recurrence.test.ts`, and whatever is looked at of these is looked at of all on the CPU.
 */
export const fewCells = ['rnn-tanh', 'gru-reset-after', 'lstm-peephole'] as const;
