/** Still more bugs that are planted in the worker, and in what keeps its runs: those that a third look had missed. */
import type { PlantedBug } from './planted-bugs.ts';
import { bugsIn } from './worker-missed-bugs.ts';

export const keptInWorker: PlantedBug[] = [
  ...bugsIn(
    'src/tasks/language-model/text-streams.ts',
    'units are looked at over the part that is trained on',
    ['(trainLength - checkupLength) >> 1', 'tokens.length - checkupLength'],
    ['(trainLength - checkupLength) >> 1', '(tokens.length - checkupLength) >> 1'],
    ['tokens.subarray(middle, middle + checkupLength)', 'tokens.subarray(middle)'],
  ),
  ...bugsIn(
    'src/tasks/language-model/text-streams.ts',
    'statistics where nothing is held out',
    ['tokens.length > trainLength', 'tokens.length >= trainLength'],
    ['isHeldOut ? trainLength : 0', 'isHeldOut ? trainLength : 1'],
  ),
  ...bugsIn(
    'src/run/sample-job.ts',
    'what is tuned while a sample is drawn',
    ['    this.#rules = wishes;\n', ''],
    [
      '(this.#sampler) Object.assign(this.#sampler,',
      '(this.#sampler) Object.assign(this.#built.sampler,',
    ],
    [
      'Object.assign(this.#sampler, rules);',
      'Object.assign(this.#sampler, { temperature: rules.temperature });',
    ],
  ),
  ...bugsIn(
    'src/run/sample-job.ts',
    'samples: what is tuned is the sample of a person, while there is one',
    ['    if (!this.#active) return;\n    let rules', '    let rules'],
  ),
  ...bugsIn(
    'src/run/sample-job.ts',
    'samples: none is compared with the text once it was given up',
    ['    this.#comparing?.abort();\n', ''],
    ['runWithPauses(slices, { signal })', 'runWithPauses(slices, {})'],
  ),
  ...bugsIn(
    'src/run/loss-reader.ts',
    'losses: steps that were skipped before a rewind are none of the five',
    ['    this.#finite.reset();\n', ''],
  ),
  ...bugsIn(
    'src/run/snapshot-job.ts',
    'a copy that fails is told to all who wait, and the next one is handed out',
    [
      '(error: unknown) => wanted.forEach(({ reject }) => reject(error))',
      '(error: unknown) => wanted[0].reject(error)',
    ],
    [
      'this.#wanted.splice(0);\n    const generation',
      'this.#wanted.splice(0, 1);\n    const generation',
    ],
  ),
  ...bugsIn('src/run/snapshot-job.ts', 'a copy is gone back to once a loss after it fits', [
    'wanted.forEach(({ resolve }) => resolve(snapshot));',
    'wanted[0].resolve(snapshot);',
  ]),
  ...bugsIn(
    'src/views/view-runner.ts',
    'frames: at once, then every 200 ms, or as the share of time allows',
    [
      'const running = opened.next(step);',
      'const running = Promise.resolve().then(() => opened.next(stepOf()));',
    ],
  ),
  ...bugsIn(
    'src/keeping/keeper.ts',
    'kept: what is tuned while it is being kept is kept as well',
    ['      this.#watched.changes++;\n', ''],
    ['        if (watched.changes !== changes) watched.keptStep = -1;\n', ''],
  ),
  ...bugsIn(
    'src/keeping/keeper.ts',
    'kept: 500 steps or 30 s after the last time, and at rest nine times as long as it took',
    ['rested >= everyMs || step', 'rested >= everyMs && step'],
    ['        this.#saveMs = clock.now() - start;\n', ''],
    ['    this.#keptAt = clock.now();\n    this.#lastProblem', '    this.#lastProblem'],
    ['    if (step < watched.keptStep) watched.keptStep = -1;\n', ''],
    ["if (state === 'paused' || (isDue && mayBegin))", 'if (isDue && mayBegin)'],
  ),
  ...bugsIn(
    'src/keeping/keeper.ts',
    'kept: as it is in the end, also where it pauses in the very turns in which a save ends',
    [
      'if (!this.#work) void this.#enqueue(() => this.#saveAll());',
      'this.#work ??= this.#saveAll().finally(() => (this.#work = undefined));',
    ],
  ),
  ...bugsIn(
    'src/keeping/keeper.ts',
    'kept: under the name of now, also where it is held for an undo',
    ['    if (this.#watched?.id === id) this.#watched.name = name;\n', ''],
    ['    this.#held.title = { ...this.#held.title, name };\n', ''],
    ['    if (this.#held?.id !== id) return;\n', '    if (!this.#held) return;\n'],
  ),
  ...bugsIn(
    'src/keeping/keeper.ts',
    'kept: a run goes on under its own id only from where it was kept',
    ['return kept?.step === step ? id : undefined;', 'return kept ? id : undefined;'],
    ['return kept?.step === step ? id : undefined;', 'return id;'],
  ),
  ...bugsIn(
    'src/keeping/card.ts',
    'a card says what was known at its step, and no more',
    ['history.validations.findLast((one) => one.step <= step)', 'history.validations.at(-1)'],
    ['history.upTo(step)', 'history.upTo(Infinity)'],
  ),
  ...bugsIn(
    'src/training/history.ts',
    'a curve that is cut keeps the step that it is cut at, and what was measured there',
    ['(validation) => validation.step <= step', '(validation) => validation.step < step'],
    ['this.validations.filter(({ step }) => step <= last)', 'this.validations'],
    [
      'for (let at = step; at < this.steps; at++)',
      'for (let at = Math.max(0, step - 1); at < this.steps; at++)',
    ],
    ['    this.validations.length = 0;\n', ''],
  ),
  ...bugsIn(
    'src/worker/run-desk.ts',
    'what is tuned just before it is given up comes back with it',
    ['{ ...newest, tuning }', 'newest'],
  ),
  ...bugsIn(
    'src/training/loss-watch.ts',
    'a high loss: since the step that it was above chance from',
    ['else this.#since ||= step;', 'else this.#since = step;'],
    ['if (this.#smoothed <= this.#limit) this.#since = 0;\n    else', ''],
    ['this.#take(firstStep + index, loss)', 'this.#take(index, loss)'],
  ),
  ...bugsIn(
    'src/training/loss-watch.ts',
    'a high loss: above chance where the run was near it, else above the least it reached',
    ['isChance ? this.#chance : this.#before', 'isChance ? this.#before : this.#chance'],
    ['isChance ? this.#chance : this.#before', 'this.#before'],
    [
      'this.#high = { since: this.#since || 1, loss, reference, isChance };',
      'this.#high = { since: this.#since || 1, loss, reference, isChance: true };',
    ],
    [
      'if (loss <= this.#high.reference) this.#high = undefined;',
      'if (loss <= this.#limit) this.#high = undefined;',
    ],
  ),
  ...bugsIn(
    'src/training/unit-health.ts',
    'gates that do not learn are named by layer, symbol and share',
    ['Math.floor(index / directions)', 'Math.floor(index / directions) + 1'],
    ['isAlive[at % hiddenSize] = 1', 'isAlive[Math.floor(at / hiddenSize)] = 1'],
    ['value * (1 - value) : 1 - value * value', '1 - value * value : value * (1 - value)'],
  ),
  ...bugsIn(
    'src/views/weight-frames.ts',
    'one weight: the place and the nudge that were asked for',
    ['place ? indexOf(spec, place) : await', 'await'],
    ['within(place.column, columns)', 'within(place.column, rows)'],
    ['within(place.row, rows) * columns', 'within(place.row, rows) * rows'],
    ['nudge > 0 && Number', 'nudge > 1 && Number'],
    ['check.run(name, index, nudgeOf(wish))', 'check.run(name, index, null)'],
  ),
  ...bugsIn(
    'src/training/gradient-check.ts',
    'one weight: the place and the nudge that were asked for',
    ['Math.abs(words[spec.place(at).word])', 'words[spec.place(at).word]'],
    ['value + factor * nudge', 'value + 2 * factor * nudge'],
    ['rest.slice(answers + length)', 'rest.slice(answers)'],
  ),
  ...bugsIn(
    'src/training/weight-check.ts',
    'one weight: the place and the nudge that were asked for',
    ['slope: over(down, up),', 'slope: over(here, up),'],
  ),
  ...bugsIn(
    'src/tasks/language-model/text-streams.ts',
    'a line that is longer than can be measured',
    ['all.length - most - 1', 'all.length - most'],
    ['.subarray(Math.max(0, all.length - most - 1))', '.subarray(0, most + 1)'],
  ),
  ...bugsIn('src/views/view-runner.ts', 'pins that were taken off', [
    '    this.#wished = undefined;\n    this.#drop();',
    '    this.#drop();',
  ]),
  ...bugsIn(
    'src/views/gates.ts',
    'pins that were taken off',
    ['loss: free.loss }', 'loss: held.loss }'],
    ['const reading = held ?? free;', 'const reading = free ?? held;'],
  ),
  ...bugsIn(
    'src/worker/revival.ts',
    'a rewind on another GPU leads to the weights that were loaded',
    ['    initial,\n    isConfirmed', '    initial: copy ? undefined : initial,\n    isConfirmed'],
  ),
  ...bugsIn(
    'src/worker/run-desk.ts',
    'what keeping sees of a run: its last good state, and a copy of this very step',
    ['run.snapshots.lastGood', 'run.snapshots.good.newest'],
    ['newest?.step === step ? ', 'newest ? '],
    ['return run.seconds;', 'return 0;'],
  ),
  ...bugsIn(
    'src/training/gate-statistics.ts',
    'statistics of held-out text',
    ['Math.log1p(-value)', 'Math.log(value)'],
    ['sum === 0 ? Infinity : -timeSteps / sum', 'sum === 0 ? Infinity : -hiddenSize / sum'],
    ['value < -openAbove', 'value < openAbove'],
    ['preactivationOf(scale, value) / reach + 1', 'preactivationOf(scale, value) / reach'],
  ),
  ...bugsIn(
    'src/views/view-runner.ts',
    'frames: one at a time, none of a wish that was let go',
    ['if (this.#wished === wished) show(wished.id, frame);', 'show(wished.id, frame);'],
    ['    if (this.#wished !== wished) {\n      frames?.destroy();\n      return;\n    }\n', ''],
    ['    this.#nextFrame = 0;\n    if (!frames)', '    if (!frames)'],
    ['      this.#nextFrame = Infinity;\n', ''],
  ),
  ...bugsIn('src/worker/run-builder.ts', 'kept and found after a reload, by momentum', [
    'isOpen ? null : built.data.source',
    'isOpen ? built.data.source : null',
  ]),
  ...bugsIn('src/views/line.ts', 'another line and another layer', [
    'Math.min(layers, Math.floor(layer) || 1)',
    'Math.min(layers - 1, Math.floor(layer) || 1)',
  ]),
  ...bugsIn('src/views/gates.ts', 'another line and another layer', [
    'layerWithin(shape, wish.layer)',
    'wish.layer',
  ]),
  ...bugsIn('src/views/gradient-frames.ts', 'another line and another layer', [
    'layerWithin(shape, wish.layer)',
    'wish.layer',
  ]),
  ...bugsIn(
    'src/views/view-runner.ts',
    'frames: other pins are another wish, where somebody looks and they are heeded',
    ['this.#wished && this.#view.heedsPins', 'this.#wished && !this.#view.heedsPins'],
  ),
  ...bugsIn(
    'src/views/view-runner.ts',
    'frames: what takes another wish is not made anew',
    ['if (!this.#frames?.take?.(wish)) this.#drop();', 'this.#drop();'],
    ['    frames.stop?.();\n', ''],
  ),
  ...bugsIn(
    'src/views/view-runner.ts',
    'frames: a view that this net has not is closed, and nothing is told',
    ['if (!opened) return this.close();', 'if (!opened) return;'],
  ),
  ...bugsIn(
    'src/run/run.ts',
    'a trial is given up where nobody looks any more, and where training begins',
    ['    if (inBackground) this.jobs.trial.stop();\n', ''],
    ["    if (state === 'running') this.jobs.trial.stop();\n", ''],
    ["this.#state === 'idle' || this.#state === 'paused'", "this.#state === 'idle'"],
  ),
  ...bugsIn('src/run/sample-job.ts', 'pins that were taken off', [
    'packPins(net.shape, pins)',
    'packPins(net.shape, this.#pins)',
  ]),
  ...bugsIn('src/run/good-snapshot.ts', 'a copy is gone back to once a loss after it fits', [
    'if (isFinite) this.#candidate',
    'if (isFinite || isSound) this.#candidate',
  ]),
  ...bugsIn(
    'src/run/diary-job.ts',
    'the diary: at the temperature of now, from other numbers each time, or not at all',
    ['    this.#credit = Math.min(0, this.#credit);\n', ''],
  ),
  ...bugsIn(
    'src/worker/run-desk.ts',
    'the curves of a kept run: every loss, and all that was measured',
    ['const { validations } = history;', 'const validations = history.validations.slice(1);'],
  ),
];
