/** A net of its own with the weights of now: whatever becomes of the one, the other stays as it is. */
import type { Optimizer } from '../optimizers/optimizer.ts';
import { sgd } from '../optimizers/sgd.ts';
import { Net } from './net.ts';

/** @throws SettingsError where there is no memory; nothing is left behind then */
export async function copyOf(net: Net, optimizer: Optimizer = sgd): Promise<Net> {
  const { backend, model, objective, form, seed } = net;
  const initial = await net.readParameters();
  return Net.create(backend, { model, objective, optimizer, form, seed, initial });
}
