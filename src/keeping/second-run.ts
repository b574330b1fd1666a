/** A run that goes on with another text: the weights of now, for the characters of both texts. */
import { pickRunSettings } from '../config/saved-settings.ts';
import { runWithPauses } from '../lib/slices.ts';
import { initialSlices } from '../model/initialisation.ts';
import { mappedWeights } from '../model/mapped-weights.ts';
import type { NamedValues } from '../model/parameters.ts';
import { designOf } from '../net/planned-net.ts';
import { shortSample } from '../net/short-sample.ts';
import type { SecondWish } from '../protocol/messages.ts';
import type { Run } from '../run/run.ts';
import { taskOf } from '../tasks/index.ts';
import { Book } from '../tasks/language-model/language-model.ts';
import { mostFormer, secondText } from '../tasks/language-model/second-text.ts';
import { History } from '../training/history.ts';
import type { Checkpoint } from './checkpoint.ts';
import { KeepingError } from './problem.ts';
import type { ReadContext, ReadRun } from './reader.ts';

/** The run of now. */
export type PresentRun = Pick<Run, 'built' | 'snapshot'>;

/**
 * It begins anew, from these weights: its steps and curves are its own.
 * @throws KeepingError where there is nothing to go on with, SettingsError, TextError, CancelledError
 */
export async function secondRun(
  { second, moments: isKept }: SecondWish,
  run: PresentRun | undefined,
  context: ReadContext,
): Promise<ReadRun> {
  const { data: former, net, settings: own } = run?.built ?? {};
  if (!run || !net || !(former instanceof Book)) throw nothing();
  const { step, tuning, weights, moments } = await run.snapshot();
  const settings = {
    ...context.settings,
    ...pickRunSettings({ ...(own as ReadContext['settings']), ...tuning }),
    ...(second.kind === 'builtin' ? { text: second.id } : { encoding: 'auto' as const }),
  };
  const plain = await taskOf(settings.task).open(second, settings, context);
  if (!(plain instanceof Book)) throw nothing();
  const { tokens, trainLength } = former.text;
  const text = secondText(plain, former.symbols, {
    title: former.info.title,
    step,
    text: former.inputs.decode(tokens.subarray(trainLength, trainLength + mostFormer)),
    sample: await shortSample({ data: former, net, weights }, context.signal),
  });
  const { shape, model } = designOf(settings, text);
  const { initialisation: scheme, memoryBias, seed } = settings;
  const fresh = await runWithPauses(initialSlices(model.specs, seed, { scheme, memoryBias }));
  const symbols = { before: former.symbols, now: text.symbols };
  const mapped = (before: readonly NamedValues[], other: readonly NamedValues[]) =>
    mappedWeights(model.specs, { before, fresh: other }, symbols, shape.embeddingSize === 0);
  const zeros = fresh.map((one) => ({ ...one, values: new Float32Array(one.values.length) }));
  const kept = isKept === 'kept' ? moments : [];
  context.check(settings, text);
  return {
    checkpoint: emptyCheckpoint(),
    title: { name: '', title: text.info.title, cell: settings.cell, step: 0 },
    settings,
    values: {
      weights: mapped(weights, fresh),
      moments: kept.map(({ order, values }) => ({ order, values: mapped(values, zeros) })),
      ...{ states: [], best: undefined, initial: undefined, leftOut: [] },
    },
    momentSteps: kept.length > 0 ? step + run.built.trainer.momentSteps : 0,
    text,
    id: undefined,
    undone: undefined,
  };
}

const nothing = () => new KeepingError({ code: 'nothing to go on with', values: {} });

function emptyCheckpoint(): Checkpoint {
  return {
    record: null,
    others: new Map(),
    history: new History(),
    weights: new Map(),
    moments: new Map(),
    states: new Map(),
    best: new Map(),
    initial: new Map(),
  };
}
