/** The faults that are planted in what the page shows, each with the check that must notice it. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

const runBugs: PlantedBug[] = [
  ...bugsIn(
    'src/ui/bar/training-bar.ts',
    'training bar',
    ['fixed(epoch, 2)', 'grouped(epoch)'],
    ["{ label: msg('Step'), text: grouped(step) }", "{ label: msg('Step'), text: grouped(epoch) }"],
    ['text: grouped(tokensPerSecond)', 'text: grouped(tokensPerSecond / seconds)'],
  ),
  ...bugsIn(
    'src/lib/format.ts',
    'training bar',
    ['Math.floor(all / 60) % 60', 'Math.floor(all / 60)'],
    ['all < 3600 ?', 'all < 7200 ?'],
  ),
  ...bugsIn('src/lib/format.ts', 'net in numbers', ['value /= 1024;', 'value /= 1000;']),
  ...bugsIn('src/lib/format.ts', 'loss read-outs', ['Math.exp(power)', '2 ** power']),
  ...bugsIn('src/ui/loss/loss-panel.ts', 'loss read-outs', [
    'curve.validations.at(-1)',
    'curve.validations.at(0)',
  ]),
  ...bugsIn('src/ui/loss/validation-words.ts', 'loss read-outs', [
    'grouped(latest.tokens)} of ${grouped(latest.total)}',
    'grouped(latest.total)} of ${grouped(latest.tokens)}',
  ]),
  ...bugsIn(
    'src/ui/loss/loss-references.ts',
    'loss charts',
    ['value: unigramEntropy', 'value: bigramEntropy'],
    ['value: chanceLoss', 'value: unigramEntropy'],
  ),
  ...bugsIn(
    'src/ui/loss/loss-panel.ts',
    'loss charts',
    ["points: curve.points('losses', this.logX)", "points: curve.points('smoothed', this.logX)"],
    ["curve.points('norms', this.logX)", "curve.points('losses', this.logX)"],
    ['value: clipNorm', 'value: 5'],
  ),
  ...bugsIn(
    'src/ui/state/curve.ts',
    'loss table',
    ['Math.max(smoothing, 2 / (this.#smoothedCount + 1))', 'smoothing'],
    ['this.#values.norms[step - 1] = norm;', 'this.#values.norms[step - 1] = loss;'],
  ),
  ...bugsIn(
    'src/ui/loss/loss-table.ts',
    'loss table',
    ["lossWords(curve.at('smoothed', step))", "lossWords(curve.at('losses', step))"],
    ['curve.steps - i', 'i + 1'],
  ),
  ...bugsIn(
    'src/ui/loss/curve-file.ts',
    'curves as a file',
    ['step * tokensPerStep', '(step - 1) * tokensPerStep'],
    ['validation?.tokens', 'validation?.total'],
    ["curve.at('norms', step)", "curve.at('losses', step)"],
  ),
];

const gatesBugs: PlantedBug[] = [
  ...bugsIn(
    'src/ui/gates/gates-panel.ts',
    'gates in order',
    ['solo ?? this.#cell?.activation', 'solo ?? this.#cell?.memory?.gate'],
    ['.order=${this.#order}', '.order=${[...this.#order].reverse()}'],
  ),
  ...bugsIn(
    'src/ui/gates/gates-panel.ts',
    'pointed gate',
    ['const unit = this.#order[cell.row];', 'const unit = cell.row;'],
    ['cell.column * frame.hiddenSize + unit', 'unit * frame.tokens.length + cell.column'],
  ),
  ...bugsIn('src/ui/gates/gate-map.ts', 'gates of an LSTM', [
    'const value = values[column * hiddenSize + order[row]];',
    'const value = values[order[row] * tokens + column];',
  ]),
  ...bugsIn('src/ui/parts/heat-map.ts', 'gates of an LSTM', [
    'pixels[row * columns + column]',
    'pixels[(rows - 1 - row) * columns + column]',
  ]),
  ...bugsIn(
    'src/ui/gates/traces.ts',
    'gates of an LSTM',
    ["info.scale === 'gate' ? 0 : -high", '-high'],
    ["info.scale === 'free' ? largest(values) : 1", '1'],
  ),
  ...bugsIn(
    'src/ui/parts/colour-map.ts',
    'gate scales',
    ["'#0b3c6f', '#2f78b7'", "'#2f78b7', '#0b3c6f'"],
    ['(blue << 16) | (green << 8) | red', '(red << 16) | (green << 8) | blue'],
  ),
  ...bugsIn(
    'src/ui/gates/unit-order.ts',
    'gates in order',
    ['second - first', 'first - second'],
    ["if (by === 'mean') return mean;", "if (by === 'variance') return mean;"],
    ['values[at * hiddenSize + unit] - mean', 'values[at * hiddenSize + unit]'],
  ),
  ...bugsIn('src/ui/state/shown-line.ts', 'layer and line of the gates', [
    'this.#needs.settings.value.layer,',
    'this.#needs.settings.value.layer - 1,',
  ]),
  ...bugsIn(
    'src/ui/gates/gate-pins.ts',
    'pinned gates',
    ['const change = loss - unpinned.loss;', 'const change = unpinned.loss - loss;'],
    ['unit: this.isLayerWide ? null : unit', 'unit: this.isLayerWide ? null : unit + 1'],
  ),
  ...bugsIn('src/ui/through-time/through-time-words.ts', 'gradient through time', [
    'characters(verdict.last)',
    'characters(verdict.last - 1)',
  ]),
  ...bugsIn('src/ui/through-time/share-words.ts', 'gradient through time', [
    'amount(100 * value)',
    'amount(value)',
  ]),
  ...bugsIn('src/ui/loss/validation-words.ts', 'loss read-outs', [
    "pins.list.value.length > 0 ? msg('Validation",
    "pins.list.value.length > 1e9 ? msg('Validation",
  ]),
  ...bugsIn('src/ui/gates/difference.ts', 'pinned gates', [
    'value - free.values[at]',
    'free.values[at] - value',
  ]),
  ...bugsIn(
    'src/ui/inside/cell-values.ts',
    'inside an LSTM',
    ['now(id, before)', 'now(id, timeStep)'],
    ['time * hiddenSize + unit', 'unit * hiddenSize + time'],
    ['Math.log(value / (1 - value))', 'Math.log((1 - value) / value)'],
  ),
  ...bugsIn('src/ui/inside/cell-values.ts', 'inside a GRU', [
    'made: `(1 − ${made[0]})`',
    'made: made[0]',
  ]),
  ...bugsIn(
    'src/ui/inside/inside-panel.ts',
    'inside a GRU',
    ['`${below} of layer ${layer - 1}`', '`${below} of layer ${layer}`'],
    ['layer < stack.layers ?', 'layer <= stack.layers ?'],
  ),
];

const otherBugs: PlantedBug[] = [
  ...bugsIn(
    'src/ui/sample/token-odds.ts',
    'odds of a character',
    ['fixed(row.probability, 4)', 'fixed(probability, 4)'],
    ["row.symbol === symbol ? 'drawn'", "row === top[0] ? 'drawn'"],
  ),
  ...bugsIn('src/ui/sample/sample-panel.ts', 'odds of a character', [
    '.place=${this.chosen! + 1}',
    '.place=${this.chosen!}',
  ]),
  ...bugsIn('src/ui/sample/sample-panel.ts', 'sampled text', [
    'started at step ${grouped(step)}',
    'started at step ${grouped(count)}',
  ]),
  ...bugsIn(
    'src/ui/sample/sample-diary.ts',
    'diary',
    ['Step ${grouped(step)}', 'Step ${grouped(loss)}'],
    ['fixed(loss, 2)', 'fixed(step, 2)'],
  ),
  ...bugsIn(
    'src/ui/state/diary.ts',
    'diary',
    ['[entry, ...this.entries.value]', '[...this.entries.value, entry]'],
    ['filter((entry) => entry.step <= step)', 'filter((entry) => entry.step < step)'],
  ),
  ...bugsIn('src/ui/state/sample-run.ts', 'a diary ends with its net', [
    '    this.diary.clear();\n',
    '',
  ]),
  ...bugsIn(
    'src/ui/state/time-ahead.ts',
    'time ahead',
    ['spanWords(steps * stepMs)', 'spanWords(stepMs)'],
    ['1000 * net.tokensPerStep', 'net.tokensPerStep'],
    ['isRest(progress.value.state) && !wantsTraining.value', 'true'],
  ),
  ...bugsIn('src/ui/state/sample-run.ts', 'what a sample asks for', [
    'seed: sampleSeed',
    'seed: sampleLength',
  ]),
  ...bugsIn(
    'src/ui/text/text-source.ts',
    'text in numbers',
    ['fixed(info.unigramEntropy, 3)', 'fixed(info.bigramEntropy, 3)'],
    ['grouped(info.tokens)', 'grouped(info.trainTokens)'],
  ),
  ...bugsIn(
    'src/ui/settings/net-readout.ts',
    'net in the form',
    ['estimate ?? (problem ? null : info)', 'info ?? estimate'],
    ['bytes(figures?.bytes)', 'bytes(figures?.parameters)'],
  ),
  ...bugsIn(
    'src/ui/equations/equations-panel.ts',
    'equations and their weights',
    ['_l${layer - 1}${direction}', '_l${layer}${direction}'],
    ['${at * rows + 1}–', '${at * rows}–'],
    ['<math-formula .tree=${gate.input}>', '<math-formula .tree=${gate.recurrent}>'],
  ),
  ...bugsIn(
    'src/ui/statistics/statistics-panel.ts',
    'gate statistics',
    ['frame?.layers[walk]', 'frame?.layers[0]'],
    ['shareWords(own.low)', 'shareWords(own.shut)'],
    ['b.length - a.length', 'a.length - b.length'],
    ['-reach + bin * width', '-reach + (bin + 1) * width'],
  ),
  ...bugsIn('src/ui/through-time/shown-words.ts', 'gradient through time', [
    'norms[(source + t) * steps + t]',
    'norms[k * steps + k]',
  ]),
  ...bugsIn('src/ui/through-time/gradient-map.ts', 'gradient through time', [
    'const norm = norms[k * steps + t];',
    'const norm = norms[t * steps + k];',
  ]),
  ...bugsIn(
    'src/ui/through-time/along-memory.ts',
    'gradient through time',
    ['(k * steps + t) * 4 + 3', '(k * steps + t) * 4 + 2'],
    ['retained: part(1), rest: part(2)', 'retained: part(2), rest: part(1)'],
  ),
  ...bugsIn(
    'src/ui/weight/weight-check-panel.ts',
    'checked weight',
    ["renderRow('L(w + ε)', loss7(above))", "renderRow('L(w + ε)', loss7(below))"],
    ['row ${row + 1}, column ${column + 1}', 'row ${column + 1}, column ${row + 1}'],
    ["msg('Measured slope'), slope)", "msg('Measured slope'), gradient)"],
  ),
  ...bugsIn(
    'src/ui/unrolled/unrolled-pieces.ts',
    'unrolled net',
    ['expected?.[step]?.targetProbability', 'expected?.[step]?.probability'],
    ['const target = expected?.[step]?.target;', 'const target = expected?.[step]?.symbol;'],
  ),
];

/** Planted blindly at first, and missed. */
const missedBugs: PlantedBug[] = [
  ...bugsIn('src/ui/state/curve.ts', 'undone steps', [
    'validation.step <= step',
    'validation.step < step',
  ]),
  ...bugsIn('src/ui/parts/chart-numbers.ts', 'pointed loss', [
    'const { y } = item.parsed;',
    'const { x: y } = item.parsed as unknown as { x: number };',
  ]),
  ...bugsIn('src/ui/parts/colour-scale.ts', 'pinned gates', [
    "info.scale === 'free' ? info.id : info.scale",
    'info.scale',
  ]),
  ...bugsIn('src/ui/state/pins.ts', 'pinned gates', ['(_, at) => at + 1)', '(_, at) => at)']),
  ...bugsIn('src/ui/gates/difference.ts', 'pinned gates', [
    '`Δ${trace.info.symbol}`',
    'trace.info.symbol',
  ]),
  ...bugsIn('src/ui/inside/cell-picture.ts', 'inside an LSTM', [
    'values.get(wire[0]) ?? values.get(wire[1])',
    'values.get(wire[1]) ?? values.get(wire[0])',
  ]),
  ...bugsIn('src/ui/state/gradient-curves.ts', 'curves kept of gradients', [
    "state: curveOf(frame, gradients, 'state')",
    "state: curveOf(frame, gradients, 'input')",
  ]),
  ...bugsIn(
    'src/ui/notices/device-notice.ts',
    'notice of the GPU',
    ['- performance.now()) / 1000)', '- performance.now()) / 100)'],
    ['const at = grouped(step);', 'const at = grouped(step + 1);'],
  ),
  ...bugsIn('src/ui/notices/work-progress.ts', 'work under way', [
    'max=${total > 0 ? total : 1}',
    'max=${100}',
  ]),
  ...bugsIn('src/ui/state/announcer.ts', 'spoken progress', [
    'training loss ${fixed(loss, 3)}',
    'training loss ${fixed(step, 3)}',
  ]),
  ...bugsIn(
    'src/ui/parts/bar-chart.ts',
    'checked weight',
    ['y=${percent(Math.min(from, to))}', 'y=${percent(Math.max(from, to))}'],
    ['x=${percent((index + 0.06) * width)}', 'x=${percent((index + 1.06) * width)}'],
  ),
  ...bugsIn('src/ui/gates/gates-panel.ts', 'pointed gate', [
    'row: this.#order.indexOf(unit), column: timeStep',
    'row: unit, column: timeStep',
  ]),
];

export const pageBugs: readonly PlantedBug[] = [
  ...runBugs,
  ...gatesBugs,
  ...otherBugs,
  ...missedBugs,
];
