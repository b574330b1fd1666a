/** The bugs that are planted in the worker, each with the check that must notice it. */
import type { PlantedBug } from './planted-bugs.ts';
import { beside } from './worker-beside-bugs.ts';
import { keptInWorker } from './worker-kept-bugs.ts';
import { bugsIn, missed } from './worker-missed-bugs.ts';
import { untuned } from './worker-untuned-bugs.ts';

/** Who reads which part of the text. */
const leaks: PlantedBug[] = [
  ...bugsIn('src/tasks/language-model/text-streams.ts', 'copied from the held-out part', [
    'copiedTextSlices(drawn, this.text.tokens)',
    'copiedTextSlices(drawn, this.text.tokens.subarray(0, this.text.trainLength))',
  ]),
  ...bugsIn('src/tasks/language-model/text-streams.ts', 'training losses, 50 % held out', [
    'new StreamBatches(tokens, trainLength,',
    'new StreamBatches(tokens, tokens.length,',
  ]),
  ...bugsIn(
    'src/tasks/language-model/text-streams.ts',
    'validation loss, 10 % held out',
    [
      'heldOutBatches(tokens.subarray(trainLength), ',
      'heldOutBatches(tokens.subarray(0, trainLength), ',
    ],
    [
      'heldOutBatches(tokens.subarray(trainLength), ',
      'heldOutBatches(tokens.subarray(trainLength - 1), ',
    ],
  ),
  ...bugsIn(
    'src/tasks/language-model/text-streams.ts',
    'statistics of held-out text',
    ['isHeldOut ? trainLength : 0', '0'],
    ['excerptLength = 256', 'excerptLength = 255'],
  ),
  ...bugsIn('src/run/run.ts', 'training losses, 10 % held out', [
    'batches.epoch(step)',
    'Math.floor(batches.epoch(step))',
  ]),
  ...bugsIn(
    'src/training/trainer.ts',
    'training losses, 10 % held out',
    ['this.#batches.starts(step + 1, words(resets))', 'this.#batches.starts(step, words(resets))'],
    ['unpackEntries(first, new', 'unpackEntries(first + 1, new'],
    ['norms[entry] = entries[entry * 4 + 1]', 'norms[entry] = entries[entry * 4]'],
  ),
  ...bugsIn(
    'src/training/finite-watch.ts',
    'losses: steps are counted from one',
    ['firstStep: firstStep + start + 1,', 'firstStep: firstStep + start,'],
    ['firstStep + index + 2 - patience', 'firstStep + index + 1 - patience'],
    ['!skips.has(firstStep + index)', '!skips.has(index)'],
  ),
  ...bugsIn('src/training/evaluator.ts', 'validation beside training', [
    'this.#batches = this.#heldOut(limit);',
    'this.#batches = this.#heldOut(Infinity);',
  ]),
  ...bugsIn('src/run/sample-job.ts', 'samples and copied text', [
    'symbol: targets.label(token),\n      probability,',
    'symbol: targets.label(token),\n      probability: top[0].probability,',
  ]),
  ...bugsIn('src/tasks/language-model/text-streams.ts', 'samples and copied text', [
    'tokens.length > 0 ? tokens[0] : this.text.tokens[0]',
    'this.text.tokens[0]',
  ]),
  ...bugsIn(
    'src/views/gates.ts',
    'gates of a line',
    ['[layer - 1]', '[0]'],
    ['loss: reading?.loss ?? NaN', 'loss: reading ? reading.loss / 2 : NaN'],
  ),
  ...bugsIn(
    'src/data/open-text.ts',
    'training losses, 10 % held out',
    [
      'excerpt(tokens, vocabulary, trainLength, previewLength),\n    lines',
      'excerpt(tokens, vocabulary, 0, previewLength),\n    lines',
    ],
    ['unigramEntropy: unigramEntropy(vocabulary.counts)', 'unigramEntropy: bigramEntropy'],
  ),
];

/** State of the first time that shows in the second. */
const leftovers: PlantedBug[] = [
  ...bugsIn('src/run/run.ts', 'an undo after a rewind', ['    this.snapshots.good.clear();\n', '']),
  ...bugsIn('src/run/run.ts', 'time spent, wherever the run goes on', [
    '    this.#speed.reset(seconds);\n',
    '',
  ]),
  ...bugsIn('src/keeping/files.ts', 'time spent, wherever the run goes on', [
    '...{ seconds, settings, kernels',
    '...{ seconds: 0, settings, kernels',
  ]),
  ...bugsIn('src/worker/revival.ts', 'time spent, wherever the run goes on', [
    'options: { history, seconds, good',
    'options: { history, good',
  ]),
  ...bugsIn('src/training/evaluator.ts', 'losses from a learned initial state', [
    'if (fresh) this.#batches.starts(this.#chunk, words(fresh));',
    '',
  ]),
  ...bugsIn('src/run/sample-job.ts', 'samples: nothing of one that was given up', [
    '        if (this.#active !== active) return;\n',
    '',
  ]),
  ...bugsIn('src/views/gates.ts', 'gates that are saved for the backward pass', [
    '[...reading.traces, ...reading.saved]',
    '[...reading.traces]',
  ]),
  ...bugsIn(
    'src/training/evaluator.ts',
    'validation again',
    ['    this.#runner.clearStates();\n', ''],
    ['    this.#parts = [];\n', ''],
  ),
  ...bugsIn('src/training/sampler.ts', 'a sample again, longer than what is drawn at once', [
    '    this.#runner.clearStates();\n',
    '',
  ]),
  ...bugsIn(
    'src/training/sampler.ts',
    'random numbers of a long sample',
    [
      'this.#stepsPerRound - start, sampleCapacity - first)',
      'this.#stepsPerRound - start, sampleCapacity)',
    ],
    [' + position,\n', ' + (position % sampleCapacity),\n'],
  ),
  ...bugsIn('src/run/sample-job.ts', 'a sample after one that was stopped', [
    '    this.#drawn = [];\n',
    '',
  ]),
  ...bugsIn(
    'src/training/net.ts',
    'training after a rewind',
    ['    if (this.#moments) this.space.clear([this.#moments]);\n', ''],
    [
      '    this.space.write(this.#weights, this.#initial);\n',
      '    if (!this.#moments) this.space.write(this.#weights, this.#initial);\n',
    ],
  ),
  ...bugsIn('src/training/trainer.ts', 'training after a rewind', [
    '    this.step = 0;\n    this.#readUpTo = 0;',
    '    this.step = 0;',
  ]),
  ...bugsIn('src/run/run.ts', 'training after a rewind', ['    this.history.clear();\n', '']),
  ...bugsIn('src/run/run.ts', 'time spent, after a rewind', [
    '    this.#speed.reset();\n    this.#moved',
    '    this.#moved',
  ]),
  ...bugsIn('src/run/validation-job.ts', 'a rewind begins the wait anew', [
    'generation !== this.#generation || ',
    '',
  ]),
  ...bugsIn(
    'src/worker/revival.ts',
    'a GPU that is lost twice',
    ['copy.weights, copy.moments', 'copy.weights, []'],
    [
      'built.trainer.resume(copy.step, copy.states)',
      'built.trainer.resume(copy.step, copy.states.map((one) => ({ ...one, values: one.values.map(() => 0) })))',
    ],
  ),
  ...bugsIn('src/worker/engine-session.ts', 'a run that is loaded, and another one', [
    '    this.#texts.open = built.data;\n',
    '',
  ]),
  ...bugsIn('src/keeping/kept-text.ts', 'a run that is loaded, and another one', [
    'text.withHeldOut(record.settings.heldOut)',
    'text',
  ]),
  ...bugsIn('src/worker/text-desk.ts', 'a text that was read and not taken', [
    'if (this.#read?.id === id) this.open',
    'if (this.#read) this.open',
  ]),
  ...bugsIn('src/views/view-runner.ts', 'another line and another layer', [
    '    this.#wished = undefined;\n    this.#drop();',
    '    this.#drop();',
  ]),
];

/** Time. */
const untimely: PlantedBug[] = [
  ...bugsIn('src/run/run.ts', 'a session: time and speed are those of training', [
    'this.#validatesOnPause = false;\n    this.#setState',
    'this.#setState',
  ]),
  ...bugsIn(
    'src/run/validation-job.ts',
    'validation waits for 50 steps and for 10 s',
    ['if (hasSteps && hasWaited)', 'if (hasWaited)'],
    ['if (hasSteps && hasWaited)', 'if (hasSteps || hasWaited)'],
    ['>= this.#waitMs;', '> this.#waitMs;'],
    ['this.#begin(besideTraining)', 'this.#begin(Infinity)'],
  ),
  ...bugsIn(
    'src/run/validation-job.ts',
    'what a task counts is measured sooner at first',
    ['if (!this.#built.evaluator.hasMetrics) return everyMs;', 'if (everyMs > 0) return everyMs;'],
    ['soonestMs = 500', 'soonestMs = 700'],
    ['waitShare = 1 / 8', 'waitShare = 1 / 9'],
    ['Math.min(everyMs, Math.max', 'Math.max(everyMs, Math.max'],
  ),
  ...bugsIn(
    'src/run/validation-job.ts',
    'what was counted is told with the loss, and labels beside it',
    ['!isCompiled || !isReady', '!isCompiled'],
    ['...(labels && { labels })', ''],
    ['({ labels, ...measured })', '({ labels, metrics, ...measured })'],
  ),
  ...bugsIn(
    'src/run/validation-job.ts',
    'both are counted from the end of the one before',
    ['        this.#lastStep = this.#step();\n', '        this.#lastStep = step;\n'],
    ['const step = this.#startStep;', 'const step = this.#step();'],
  ),
  ...bugsIn(
    'src/run/validation-job.ts',
    'validation takes a tenth of the time',
    ['trainingShare = 9', 'trainingShare = 4'],
    ['(this.#credit -= ms), start', '(this.#credit += ms), start'],
    [', 2000);', ', 20_000);'],
  ),
  ...bugsIn('src/run/validation-job.ts', 'a rewind begins the wait anew', [
    '    this.stop();\n    this.#lastStep = 0;\n    this.#lastTime = this.#clock.now();',
    '    this.stop();\n    this.#lastStep = 0;',
  ]),
  ...bugsIn(
    'src/views/view-runner.ts',
    'frames: at once, then every 200 ms, or as the share of time allows',
    ['Math.max(interval, ms / timeShare)', 'Math.min(interval, ms / timeShare)'],
    ['    const step = stepOf();', '    const step = 1;'],
  ),
  ...bugsIn(
    'src/run/sample-job.ts',
    'samples: beside training every 130 ms, 16 at a time and 15 % of the time; at rest every frame',
    ['now >= this.#nextSubmit && ', ''],
    ['training ? besideTraining : sampleCapacity', 'sampleCapacity'],
    ['timeShare = 0.15', 'timeShare = 0.3'],
    ['Math.max(rested, this.#nextBesideTraining)', 'rested'],
  ),
  ...bugsIn(
    'src/run/speed-meter.ts',
    'speed: rests are not counted',
    ['    this.#since = undefined;\n', ''],
    ['seconds * 1000', 'seconds'],
  ),
  ...bugsIn(
    'src/run/speed-meter.ts',
    'speed: over the last four seconds',
    ['windowMs = 4000', 'windowMs = 8000'],
    ['* this.#tokensPerStep', ''],
  ),
  ...bugsIn(
    'src/run/loss-reader.ts',
    'losses: at most every 130 ms, each step once',
    ['interval = 130', 'interval = 100'],
    ['!entries || generation !== this.#generation', '!entries'],
  ),
  ...bugsIn(
    'src/training/pacer.ts',
    'the pace: two submits, their time, and five seconds of patience',
    ['Math.max(start, this.#lastDone)', 'start'],
    ['this.#inFlight.size >= 2', 'this.#inFlight.size >= 3'],
    ['stallMs = 5000', 'stallMs = 6000'],
  ),
  ...bugsIn(
    'src/run/chunking.ts',
    'chunks: six milliseconds of steps, fifty where nobody looks',
    ['this.inBackground ? backgroundTarget : foregroundTarget', 'foregroundTarget'],
    ['(slice.to - slice.from)', 'slice.to'],
  ),
  ...bugsIn('src/run/run.ts', 'a session: time and speed are those of training', [
    '    else this.#speed.stop();\n',
    '',
  ]),
  ...bugsIn('src/run/run.ts', 'a session: losses and frames come when the clock says so', [
    'if (isTraining && this.#losses.isDue)',
    'if (isTraining)',
  ]),
];

/** What a GPU gives back, it gives back late; a CPU has it at once. */
export const readLate: readonly PlantedBug[] = bugsIn(
  'src/training/snapshots.ts',
  'a run that is saved while it trains',
  ['return { step, tuning, weights', 'return { step: this.#trainer.step, tuning, weights'],
);

export const workerBugs: readonly PlantedBug[] = [
  ...leaks,
  ...leftovers,
  ...untimely,
  ...untuned,
  ...missed,
  ...beside,
  ...keptInWorker,
];
