/** More of the bugs that are planted in the worker: those that a first look had missed. */
import type { PlantedBug } from './planted-bugs.ts';

type Change = readonly [find: string, replace: string];

export const bugsIn = (file: string, check: string, ...changes: Change[]): PlantedBug[] =>
  changes.map(([find, replace]) => ({ file, find, replace, check }));

/** Planted blindly at first; those that were missed, and some that were not. */
export const missed: PlantedBug[] = [
  ...bugsIn('src/worker/run-builder.ts', 'a run that is loaded, and another one', [
    'return { history, seconds, good, best }',
    'return { seconds, good, best }',
  ]),
  ...bugsIn(
    'src/worker/revival.ts',
    'a rewind on another GPU leads to the weights that were loaded',
    ['    initial,\n', ''],
  ),
  ...bugsIn('src/worker/revival.ts', 'an undo on another GPU', [
    'seconds, good: snapshots.good, best }',
    'seconds }',
  ]),
  ...bugsIn(
    'src/worker/engine-session.ts',
    'what goes on on another GPU is kept as the same run, under its name',
    ['keeper.rewatch(keepable(run))', 'keeper.watch(keepable(run))'],
  ),
  ...bugsIn('src/worker/engine-session.ts', 'an undo to the start is another run', [
    '    if (run === this.#run && run.built.trainer.step === 0) this.#runs.keeper.startOver();\n',
    '',
  ]),
  ...bugsIn('src/worker/engine-session.ts', 'what is tuned while it rests is kept', [
    '      this.#runs.keeper.tuned();\n',
    '',
  ]),
  ...bugsIn('src/worker/run-desk.ts', 'what is measured while it rests is kept with it', [
    "      if (message.type === 'validation.result') this.keeper.validated();\n",
    '',
  ]),
  ...bugsIn('src/keeping/keeper.ts', 'kept: once more where it is validated at rest', [
    'if (!this.#isTraining) this.tuned();',
    'this.tuned();',
  ]),
  ...bugsIn('src/keeping/files.ts', 'what is tuned while it rests is kept', [
    'settings: { ...settings, ...tuning }, step',
    'settings, step',
  ]),
  ...bugsIn('src/worker/engine-session.ts', 'training goes on by itself on another GPU', [
    'if (this.#goOn(lost, revived) && lost.wantsToGoOn) this.#run?.start(lost.until);',
    'this.#goOn(lost, revived);',
  ]),
  ...bugsIn('src/run/speed-meter.ts', 'speed: over the last four seconds', [
    'this.#marks = [{ at: this.#clock.now(), steps: 0 }];',
    'this.#marks = [];',
  ]),
  ...bugsIn(
    'src/run/good-snapshot.ts',
    'a copy is gone back to once a loss after it fits',
    ['!mayBeGood || ', ''],
    [' || !fits(snapshot.step)', ''],
  ),
  ...bugsIn(
    'src/run/snapshot-job.ts',
    'a copy is gone back to once a loss after it fits',
    ['offer(snapshot, this.#isSound())', 'offer(snapshot, true)'],
    ['this.#isClosed ? this.good.newest : this.good.latest', 'this.good.latest'],
  ),
  ...bugsIn(
    'src/run/snapshot-job.ts',
    'a copy from before a rewind is handed out and not gone back to',
    [' && !isOutdated()', ''],
  ),
  ...bugsIn(
    'src/run/divergence-job.ts',
    'units: after 50 steps, then every 100 and 5 s, or as 1 % of the time allows',
    ['    this.#nextAt = this.#clock.now() + everyMs;\n', ''],
    ['= this.#built.trainer.step + firstStep;', '= firstStep;'],
    ['const everySteps = 100;', 'const everySteps = 10;'],
    ['ms / timeShare', 'ms'],
  ),
  ...bugsIn(
    'src/run/divergence-job.ts',
    'units that died: the worst layer, once, until they live or the run goes back',
    ['        if (generation !== this.#generation) return;\n', ''],
    ['    this.#lost = [];\n    this.#generation++;', '    this.#generation++;'],
    ['    if (code === this.#told) return;\n', ''],
  ),
  ...bugsIn(
    'src/run/divergence-job.ts',
    'a loss above chance: told once, and not of a run that goes back to before it',
    ['    this.#losses.replay(this.#history.upTo(Infinity));\n', ''],
    ['this.#now === null && !this.#losses.isSuspect', 'this.#now === null'],
    ['    this.#told = undefined;\n', ''],
  ),
  ...bugsIn(
    'src/run/run.ts',
    'a rewind leaves nothing of what was',
    [
      '    this.#losses.outdate();\n    this.snapshots.outdate();\n',
      '    this.#losses.outdate();\n',
    ],
    ['    this.jobs.reset();\n', ''],
  ),
  ...bugsIn('src/views/live-views.ts', 'a rewind leaves nothing of what was', [
    '  reset(): void {\n    this.refresh();',
    '  reset(): void {',
  ]),
  ...bugsIn(
    'src/run/run.ts',
    'a pause shows the net as it is now, and measures all that is held out',
    [
      "    this.#setState('paused');\n    this.views.refresh();\n",
      "    this.#setState('paused');\n",
    ],
    ['    this.#validatesOnPause = true;\n    this.#setState', '    this.#setState'],
  ),
  ...bugsIn(
    'src/run/best-snapshot.ts',
    'a pause shows the net as it is now, and measures all that is held out',
    ['    this.#history.validations.push(message.result);\n', ''],
  ),
  ...bugsIn(
    'src/run/run.ts',
    'a page that nobody sees rests, and goes on when it is seen',
    ['      this.#validatesOnPause = false;\n      this.pause();', '      this.pause();'],
    [
      '    this.#isResting = false;\n    this.#validatesOnPause = true;',
      '    this.#isResting = false;',
    ],
    ["if (this.#state === 'running') this.#training.stepsLeft = this.#stepsToGo;\n    else", ''],
    ['rewind(): Promise<void> {\n    this.#isResting = false;', 'rewind(): Promise<void> {'],
  ),
  ...bugsIn('src/run/run.ts', 'more is submitted at once where nobody looks', [
    '    this.#training.chunking.inBackground = inBackground;\n',
    '',
  ]),
  ...bugsIn('src/run/training-job.ts', 'a single step is one, whatever fits into a submit', [
    'Math.min(this.stepsLeft ?? Infinity, trainer.plan.slots)',
    'trainer.plan.slots',
  ]),
  ...bugsIn('src/run/run.ts', 'speed counts steps, not submits', [
    'this.#speed.note(steps);',
    'this.#speed.note(1);',
  ]),
  ...bugsIn(
    'src/run/jobs.ts',
    'validation beside training lives on what training took',
    ['    this.validation.noteTraining(ms);\n', ''],
    ['    for (const job of this.#all) job.reset?.();\n', '    this.diary.reset();\n'],
  ),
  ...bugsIn(
    'src/run/run.ts',
    'what is looked at waits for the first loss, and for the end of a step that is cut',
    ['(isTraining) => !isTraining || this.history.steps > 0', '() => true'],
    ['      this.#training.rest,\n', ''],
  ),
  ...bugsIn('src/run/run.ts', 'a run that has diverged is well again when it goes back', [
    '      this.#divergence,\n',
    '',
  ]),
  ...bugsIn('src/run/way-back.ts', 'an undo goes back to what was good, at half the rate', [
    'to.moments);',
    '[]);',
  ]),
  ...bugsIn(
    'src/run/run.ts',
    'the best validation is gone back to, and on from',
    ['    this.best.moved(to);\n', ''],
    ['this.best.begin(this.snapshots.want({ mayBeGood: false }))', 'undefined'],
  ),
  ...bugsIn('src/run/way-back.ts', 'the best validation is gone back to, and on from', [
    'good.clear(best.latest)',
    'good.clear()',
  ]),
  ...bugsIn('src/run/best-snapshot.ts', 'the best validation is gone back to, and on from', [
    '    this.#measured();\n',
    '',
  ]),
  ...bugsIn(
    'src/run/run.ts',
    'it pauses where a person has no more patience, and says after how many validations',
    ['        this.#validatesOnPause = false;\n        this.#training', '        this.#training'],
    ["    if (state === 'running') this.best.goesOn();\n", ''],
  ),
  ...bugsIn(
    'src/run/best-snapshot.ts',
    'it pauses where a person has no more patience, and says after how many validations',
    ['since % patience === 0', 'since >= patience'],
  ),
  ...bugsIn(
    'src/training/history.ts',
    'it pauses where a person has no more patience, and says after how many validations',
    ['Math.fround(other.loss) < Math', 'Math.fround(other.loss) <= Math'],
  ),
  ...bugsIn(
    'src/model/mapped-weights.ts',
    'a second text, read by symbol: one-hot',
    // by position, which is that of another symbol
    [
      'symbols.now.map((symbol) => known.get(symbol))',
      'symbols.now.map((_, id) => (id < known.size ? id : undefined))',
    ],
    ['(block * sizes.before + place) * inner', '(block * sizes.now + place) * inner'],
    ['fresh[at].values.slice()', 'new Float32Array(fresh[at].values.length)'],
  ),
  ...bugsIn('src/model/mapped-weights.ts', 'a second text, read by symbol: embedding', [
    "axis === 'rows' ? (shape[1] ?? 1) : 1",
    '1',
  ]),
  ...bugsIn(
    'src/tasks/language-model/second-text.ts',
    'a second text, read by symbol: one-hot',
    ['(id) => ids[id])\n      : Uint16Array', '(id) => id)\n      : Uint16Array'],
    ['text.vocabulary.encode(kept.text)', 'plain.text.vocabulary.encode(kept.text)'],
  ),
  ...bugsIn(
    'src/keeping/second-run.ts',
    'a second text, read by symbol: one-hot',
    ['values: mapped(values, zeros)', 'values: mapped(values, fresh)'],
    ['tokens.subarray(trainLength, trainLength + mostFormer)', 'tokens.subarray(0, mostFormer)'],
  ),
  ...bugsIn(
    'src/worker/run-builder.ts',
    'the same text once more, from the beginning, is a second pass',
    ['if (momentSteps > 0) built.net.write(values.weights, values.moments);', ''],
    ['    built.trainer.momentSteps = momentSteps;\n    return', '    return'],
  ),
  ...bugsIn('src/run/run.ts', 'losses that are no numbers end it, and say where an undo leads', [
    'return this.snapshots.good.latest?.step ?? 0;',
    'return this.snapshots.good.newest?.step ?? 0;',
  ]),
  ...bugsIn('src/run/run.ts', 'a run that goes on begins where it was', [
    "    if (built.trainer.step > 0) this.#state = 'paused';\n",
    '',
  ]),
  ...bugsIn(
    'src/worker/revival.ts',
    'what was measured after the copy is not known on another GPU',
    ['  history.truncate(built.trainer.step);\n', ''],
  ),
  ...bugsIn(
    'src/worker/engine-session.ts',
    'a net that is built while nobody looks, and with care',
    ['    run.hide(this.#inBackground);\n', ''],
    ['    run.caution = this.#engines.caution;\n', ''],
  ),
  ...bugsIn(
    'src/worker/engine-session.ts',
    'a single step that was lost with the GPU is not made by itself',
    ['if (this.#goOn(lost, revived) && lost.wantsToGoOn)', 'if (this.#goOn(lost, revived))'],
  ),
  ...bugsIn('src/worker/engine-session.ts', 'an undo on another GPU', [
    'this.#run?.snapshots.good.newest?.step ?? 0',
    'this.#run?.snapshots.good.latest?.step ?? 0',
  ]),
  ...bugsIn('src/run/loss-reader.ts', 'losses: at most every 130 ms, each step once', [
    'tries < 50',
    'tries < 1',
  ]),
  ...bugsIn('src/run/run.ts', 'a run that goes on begins where it was', [
    '    this.#speed.stop();\n    this.snapshots.refuse();',
    '    this.snapshots.refuse();',
  ]),
  ...bugsIn('src/run/run.ts', 'a rewind leaves nothing of what was', [
    '    this.#isSettling = false;\n',
    '',
  ]),
  ...bugsIn(
    'src/run/run.ts',
    'training ends at the step that is named, whatever fits into a submit',
    [
      '    this.#training.stepsLeft = this.#stepsToGo;\n    this.#validates',
      '    this.#training.stepsLeft = until;\n    this.#validates',
    ],
  ),
  ...bugsIn(
    'src/run/run.ts',
    'a run that is left before the step that is named is to go on to it',
    [
      'this.#training.stepsLeft !== 0 && !this.#isOneStep',
      'this.#training.stepsLeft === undefined',
    ],
  ),
  ...bugsIn(
    'src/run/sample-job.ts',
    'several texts by rules',
    // the wrong text is compared, rules that do not reach the sampler, a share that is not told
    ['this.#drawn.push(...pieces[0]', 'this.#drawn.push(...pieces[1]'],
    ['this.#rules = request;', ''],
    ['...(cut > 0 && { cut }),', ''],
  ),
  ...bugsIn('src/run/rival-texts.ts', 'several texts by rules', [
    'ends }, request, words)',
    'ends }, { ...request, barred: [] }, words)',
  ]),
  ...bugsIn('src/run/draw-rules.ts', 'a sample of nothing', [
    'if (barred.length === ids.length) throw',
    'if (barred.length > ids.length) throw',
  ]),
];
