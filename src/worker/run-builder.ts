/** A net built again from a run that was read. */
import type { Backend } from '../backend/backend.ts';
import { tuningOf } from '../config/tuning.ts';
import type { OpenOptions } from '../data/read-text.ts';
import type { ReadRun } from '../keeping/reader.ts';
import { GoodSnapshot } from '../run/good-snapshot.ts';
import { type BuiltNet, buildNet, describeNet } from '../net/net-builder.ts';
import type { WorkerMessage } from '../protocol/messages.ts';
import type { RunOptions } from '../run/run-options.ts';

/** @throws SettingsError, KernelError or CancelledError; nothing is left behind then */
export async function buildRun(
  { checkpoint: { record }, settings, values, momentSteps, text }: ReadRun,
  backend: Backend,
  { signal, onProgress }: OpenOptions,
): Promise<BuiltNet> {
  if (!record) {
    const start = { initial: values.weights };
    const built = await buildNet(backend, settings, text, signal, onProgress, start);
    if (momentSteps > 0) built.net.write(values.weights, values.moments);
    built.trainer.momentSteps = momentSteps;
    return built;
  }
  const form = backend.forms.includes(record.kernels) ? record.kernels : backend.form;
  const { initial } = values;
  const built = await buildNet(backend, settings, text, signal, onProgress, { form, initial });
  built.net.write(values.weights, values.moments);
  built.trainer.resume(record.step, values.states);
  built.trainer.momentSteps = momentSteps;
  return built;
}

/** What it goes on with besides its net. */
export function optionsOf({ checkpoint, settings, values }: ReadRun): RunOptions {
  const { record, history } = checkpoint;
  if (!record?.step) return { history };
  const { step, seconds } = record;
  const { weights, moments, states } = values;
  const tuning = tuningOf(settings);
  const good = new GoodSnapshot({ step, tuning, weights, moments, states });
  const best = values.best && { ...values.best, step: history.best()?.step ?? 0, tuning };
  return { history, seconds, good, best };
}

/** @param isOpen whether its text is the one that is open already */
export function loadedMessage(
  { checkpoint: { history }, values }: ReadRun,
  built: BuiltNet,
  isOpen: boolean,
): Extract<WorkerMessage, { type: 'run.loaded' }> {
  return {
    type: 'run.loaded',
    info: describeNet(built),
    text: built.data.info,
    settings: built.settings,
    source: isOpen ? null : built.data.source,
    curves: {
      losses: history.upTo(Infinity),
      validations: history.validations,
      former: history.former,
    },
    leftOut: values.leftOut,
  };
}
