/** Every weight of a net as it is now. */
import type { BuiltNet } from '../net/net-builder.ts';
import type { WorkerMessage } from '../protocol/messages.ts';

export async function readParameters(
  { net, trainer }: BuiltNet,
  id: number,
): Promise<WorkerMessage> {
  const { step } = trainer;
  const parameters = (await net.readParameters()).map((one) => ({
    ...one,
    shape: [...one.shape],
  }));
  return { type: 'parameters.read', id, step, parameters };
}
