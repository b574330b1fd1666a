/** A run made again on another backend, from what was copied out of it last. */
import type { OnProgress } from '../protocol/work.ts';
import type { Backend } from '../backend/backend.ts';
import { type BuiltNet, buildNet } from '../net/net-builder.ts';
import type { Run } from '../run/run.ts';
import type { RunOptions } from '../run/run-options.ts';

export interface Revived {
  built: BuiltNet;
  options: RunOptions;
}

/** @throws whatever building a net throws; the lost run can be made again all the same */
export async function reviveRun(
  lost: Run,
  backend: Backend,
  onProgress: OnProgress,
  copy = lost.snapshots.good.newest,
): Promise<Revived> {
  const { history, seconds, snapshots } = lost;
  const { settings, data, initial, net, trainer } = lost.built;
  const { forms, form } = backend;
  const built = await buildNet(backend, settings, data, new AbortController().signal, onProgress, {
    form: forms.includes(net.form) ? net.form : form,
    initial,
    isConfirmed: true,
  });
  if (copy) {
    built.net.write(copy.weights, copy.moments);
    built.trainer.resume(copy.step, copy.states);
  }
  built.trainer.tune(trainer.tuning);
  built.trainer.momentSteps = trainer.momentSteps;
  history.truncate(built.trainer.step);
  const best = lost.best.latest;
  // the kernels that the GPU got wrong are not tried again
  const avoided = built.avoided ?? (built.net.form === net.form ? lost.built.avoided : null);
  return {
    built: { ...built, avoided },
    options: { history, seconds, good: snapshots.good, best },
  };
}
