/** Bugs in how models are put together and read, each with the check that must notice it. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

export const modelBugs: readonly PlantedBug[] = [
  ...bugsIn(
    'src/recurrence/walk-gradients.ts',
    'a decoder of lstm',
    // the wrong end of the walk, the wrong state, the wrong direction, the padding
    ['walkEnds(direction, timeSteps).first', 'walkEnds(direction, timeSteps).last'],
    ['? memory : undefined, hidden]', '? hidden : undefined, memory]'],
    ['copy(direct, into, accumulate)', 'copy(held, into, accumulate)'],
    ['(half * directions + direction) * batchSize', 'half * directions * batchSize'],
    ['if (gradient.halves === 2) copy(held, into, true);', ''],
  ),
  ...bugsIn('src/recurrence/walk-gradients.ts', 'a decoder of gru', [
    'if (!hasMemory) copy(direct, into, true);',
    '',
  ]),
  ...bugsIn('src/recurrence/fused-walk.ts', 'a decoder of lstm', [
    'const { last } = walkEnds',
    'const { first: last } = walkEnds',
  ]),
  ...bugsIn('src/recurrence/stepwise-kernels.ts', 'a decoder of gru', [
    '&& last && !isDirectGiven ? 1 : 0',
    '&& last ? 1 : 0',
  ]),
  ...bugsIn(
    'src/model/recurrent-stack.ts',
    'a decoder of lstm',
    ["stateRow(direction, sizes.timeSteps, 'start')", "stateRow(0, sizes.timeSteps, 'start')"],
    ['return { given: initial[layer] }', 'return { given: initial[0] }'],
  ),
  ...bugsIn('src/model/bridge.ts', 'a source that is looked at', [
    'both.map((own) => own[state])',
    'both.map(() => both[0][state])',
  ]),
  ...bugsIn('src/model/products.ts', 'a source that is looked at', ['row += part.columns;', '']),
  ...bugsIn('src/model/encoder-decoder.ts', 'a source that is looked at', [
    'source: encoded.output, lengths }',
    'source: encoded.output }',
  ]),
  ...bugsIn(
    'src/decode/translation.ts',
    'what a beam writes',
    // states of another beginning, and one whose end is forgotten
    ['inTurn(graph, ends, grown.parents)', 'ends'],
    ['steps.at(-1), sizes)', 'steps[0], sizes)'],
  ),
  ...bugsIn(
    'src/training/translator.ts',
    'what a beam writes',
    ['row = words(step.parents)[row];', ''],
    ['Math.floor(row / beams)', 'row'],
    ['sequence * beams + beam', 'beam'],
    ['tokens.slice(0, length)', 'tokens'],
  ),
  ...bugsIn(
    'src/ops/pool.ts',
    'one answer for each sequence',
    ['first4: x.columns4 / directions', 'first4: x.columns4'],
    ['lengths ? lengthsGiven : lengthsAll', 'lengthsAll'],
  ),
  ...bugsIn('src/model/sequence-model.ts', 'one answer for each sequence', [
    '{ x: features, lengths }',
    '{ x: features }',
  ]),
  ...bugsIn('src/training/trainer.ts', 'one answer for each sequence', [
    'target === maskedTarget ? 1 : 0',
    'target === 0 ? 1 : 0',
  ]),
  ...bugsIn(
    'src/training/inspector.ts',
    'both directions of every layer',
    ['const first = direction * timeSteps;', 'const first = 0;'],
    ['(direction * cell.states.length + state)', 'state'],
    ['stateRow(direction, timeSteps, time)', 'stateRow(0, timeSteps, time)'],
    ['words.subarray(offset4 * 4, ', 'words.subarray(0, '],
  ),
  ...bugsIn('src/decode/recordings.ts', 'sequences that are drawn', [
    'carries: true',
    'carries: model.carries',
  ]),
  ...bugsIn(
    'src/training/sampler.ts',
    'sequences that are drawn',
    // states that are left over, another start, the wrong sequence, the same random numbers again
    ['    this.#runner.clearStates();\n', ''],
    ['firsts = [prompt[0]]', 'firsts = [0]'],
    ['firsts[(begun + at) %', 'firsts[at %'],
    ['* this.#batchSize + sequence', '* this.#batchSize'],
    ['this.#round * this.#stepsPerRound + position', 'position'],
    ['if (draw.token === end) break;', ''],
    ['hasEnded(sequence) ? [] : read(index)', 'read(index)'],
    // what is barred is gone with the states, and the end comes too late
    ['    this.#isBarredNew = true;\n    writePins', '    writePins'],
    ['drawn < least', 'drawn <= least'],
    ['drawn === limit - 1', 'drawn === limit'],
  ),
  ...bugsIn(
    'src/data/rivals/plain-network.ts',
    'a plain network',
    // one table for all places, a gradient that is left over, the wrong slope
    ['(place * this.sizes.vocabSize + word)', 'word'],
    ['    gradient[at] = 0;\n', ''],
    ['back[h] *= 1 - hidden[h] ** 2;', 'back[h] *= 1 - hidden[h];'],
  ),
  ...bugsIn(
    'src/ops/window.ts',
    'windows',
    // the other side, what stands behind the end, and nothing of what was read before
    ['AHEAD: attributes.isAhead ? 1 : 0', 'AHEAD: 0'],
    ['lengths ? lengthsGiven : lengthsAll', 'lengthsAll'],
    ['states ? kept : fresh', 'fresh'],
  ),
  ...bugsIn(
    'src/model/layout.ts',
    'windows',
    ['row * columns + (column % columns)', 'row * columns'],
    ['* window + Math.floor(column / columns)', '* window'],
  ),
  ...bugsIn('src/model/recurrent-stack.ts', 'windows', [
    'state: 1, row: 0, rows',
    'state: 0, row: 0, rows',
  ]),
  ...bugsIn('src/recurrence/input-product.ts', 'windows', [
    'isAhead: direction === 1, kept',
    'isAhead: direction === 0, kept',
  ]),
  ...bugsIn('src/model/weight-use.ts', 'windows', ['walk.direction === 0 ? away : -away', 'away']),
  ...bugsIn('src/training/gradient-check.ts', 'windows', ['use.before ?? 0', '0']),
  ...bugsIn('src/model/through-time.ts', 'windows', [
    'isAhead: direction === 1 }',
    'isAhead: false }',
  ]),
  ...bugsIn(
    'src/model/through-time.ts',
    'gradients of both ways',
    // the other walk, and only one of two ways to the input
    ['(direction * 2 + index) * timeSteps', 'index * timeSteps'],
    ['(direction * 2 + index) * timeSteps', '((1 - direction) * 2 + index) * timeSteps'],
    ['layers[layer].gates, sizes, direction', 'layers[layer].gates, sizes, 0'],
    ['matmul, reached(1)', 'matmul, reached(0)'],
  ),
  ...bugsIn('src/training/through-time.ts', 'gradients of both ways', [
    'askedSteps(asked, readsAhead(shape))',
    'askedSteps(asked)',
  ]),
  ...bugsIn('src/recurrence/memory-line.ts', 'gradients of both ways', [
    'is_reversed: attributes.direction',
    'is_reversed: 0',
  ]),
  // a memory that a learned bridge hands on, and the encoder's weights taken for the decoder's
  ...bugsIn(
    'src/model/through-time.ts',
    'the reach of an answer',
    ['sizes.directions === 1) ? walks', 'sizes.directions > 0) ? walks'],
    ['`${prefix}.weight_ih', '`rnn.weight_ih'],
  ),
  // another feature of the context, the states before the end
  ...bugsIn('src/model/weight-use.ts', 'a weight of a pair', ['seen < hiddenSize ? 0 : 1', '0']),
  ...bugsIn('src/training/use-places.ts', 'a weight of a pair', [
    'return at ? reading : answering;',
    'return answering;',
  ]),
  // the second layer reads → alone, or its weights are thought to
  ...bugsIn('src/recurrence/strategy.ts', 'gradients of both ways', [
    '{ take: hidden4, skip }',
    '{ take: hidden4, skip: 0 }',
  ]),
  ...bugsIn(
    'src/model/weight-use.ts',
    'uses in both ways',
    ['feature < hiddenSize ? 0 : 1', '0'],
    ['layerSuffix(layer, direction)];', 'layerSuffix(layer, 1 - direction)];'],
  ),
  // a row off where a walk from the end begins
  ...bugsIn('src/recurrence/strategy.ts', 'uses in both ways', [
    'direction === 0 ? now - 1 : now + 1',
    'direction === 0 ? now - 1 : now',
  ]),
  ...bugsIn('src/training/use-places.ts', 'uses in both ways', [
    'layers[layer].gates, this.#sizes(at), direction',
    'layers[layer].gates, this.#sizes(at), 0',
  ]),
  ...bugsIn(
    'src/model/pins.ts',
    'pins of one walk',
    ['words[direction * half + ', 'words['],
    ['(at % half)', 'at'],
  ),
];
