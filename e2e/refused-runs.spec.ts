/** Files of weights that do not fit as they are: what is left out is named, what would fit is a button. */
import { readSafetensors } from '../src/lib/safetensors.ts';
import { chooseFile, notes, savedFile } from './support/kept.ts';
import { type Playground, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

/** The weights alone of the net on the page, with a counter beside them as PyTorch has some. */
async function weightsWithCounter(playground: Playground) {
  const { buffer, ...file } = await savedFile(playground);
  const { tensors } = readSafetensors(new Uint8Array(buffer));
  const header: Record<string, unknown> = {};
  const pieces: Buffer[] = [];
  let end = 0;
  const add = (name: string, dtype: string, shape: readonly number[], bytes: Buffer) => {
    header[name] = { dtype, shape, data_offsets: [end, (end += bytes.length)] };
    pieces.push(bytes);
  };
  for (const [name, { shape, values }] of tensors) {
    if (!/^(rnn|head)\.[^.]+$/.test(name)) continue;
    add(name, 'F32', shape, Buffer.from(Float32Array.from(values).buffer));
  }
  add('norm.num_batches_tracked', 'I64', [1], Buffer.alloc(8));
  const json = Buffer.from(JSON.stringify(header).padEnd(4096));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return { ...file, name: 'weights.safetensors', buffer: Buffer.concat([length, json, ...pieces]) };
}

test('weights that need a smaller batch on this text load by one click; what no net uses is named', async ({
  playground,
}) => {
  await playground.open(smallNet);
  await playground.stepTo(2);
  const { parameters } = await playground.parameters();
  const file = await weightsWithCounter(playground);

  await playground.load({ ...smallNet, batchSize: 256, timeSteps: 512, heldOut: 50 });
  await expect(playground.alert).toContainText('too short for one step');
  await chooseFile(playground, file);
  await expect(playground.alert).toContainText('too short for one step');
  const remedy = playground.alert.getByRole('button', { name: /^Set / }).first();
  await playground.messageAfter('run.loaded', () => remedy.click());
  await expect(playground.alert).toHaveCount(0);
  await expect(notes(playground)).toContainText(
    'Ignored in the file, because no net uses it: norm.num_batches_tracked.',
  );
  const loaded = await playground.parameters();
  expect(loaded.step).toBe(0);
  expect(loaded.parameters.map(({ values }) => [...values])).toEqual(
    parameters.map(({ values }) => [...values]),
  );
  const { batchSize, timeSteps } = await playground.settings();
  expect(batchSize * timeSteps).toBeLessThan(256 * 512);
});
