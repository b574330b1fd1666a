/** Runs of version 1: what they do not name stands at the defaults of their time. */
import { expect, it } from 'vitest';
import { defaultSettings } from '../config/settings.ts';
import { factsOf, readCard, writeCard } from './card.ts';
import { readRecord, writeRecord } from './record.ts';
import { History } from '../training/history.ts';

const defaultsOf1 = {
  ...defaultSettings(),
  timeSteps: 64,
  optimizer: 'adam',
  learningRate: 0.002,
  weightDecay: 0.01,
};

/** As a page of version 1 wrote it, before weight decay was a setting. */
const oldRecord =
  '{"schema":1,"step":3,"seconds":1.5,"settings":{"text":"alice","heldOut":10,"encoding":"auto",' +
  '"symbols":65536,"cell":"gru","layers":1,"hiddenSize":64,"input":"one-hot","embeddingSize":32,' +
  '"batchSize":32,"clipNorm":5,"seed":1},"kernels":"quads","symbols":"abc","text":{"source":"file",' +
  '"name":"a.txt","title":"a.txt","characters":9,"hash":"0123456789abcdef"}}';

const oldCard =
  '{"schema":1,"name":"","title":"a.txt","cell":"gru","step":3,"loss":2.25,"validationLoss":null,' +
  '"keptAt":1700000000000,"isDeleted":false,"text":"0123456789abcdef","generation":"4",' +
  '"settings":{"cell":"gru","hiddenSize":64}}';

const bytesOf = (text: string) => new TextEncoder().encode(text);

it('a record', () => {
  expect(readRecord(oldRecord).settings).toEqual({ ...defaultsOf1, cell: 'gru', hiddenSize: 64 });
  const named = oldRecord.replace('"seed":1', '"seed":1,"timeSteps":32,"learningRate":0.01');
  expect(readRecord(named).settings).toMatchObject({
    timeSteps: 32,
    learningRate: 0.01,
    optimizer: 'adam',
    weightDecay: 0.01,
  });
});

it('a card', () => {
  const card = readCard(bytesOf(oldCard));
  expect(card?.settings).toEqual({ ...defaultsOf1, cell: 'gru', hiddenSize: 64 });
});

it('a forget bias is the memory bias of the cell that had one', () => {
  for (const [cell, memoryBias] of [['lstm', 1.5] as const, ['gru', 0] as const]) {
    const own = (json: string) => json.replaceAll('"cell":"gru"', `"cell":"${cell}"`);
    const named = (json: string) => own(json).replace('"hiddenSize":64', '"forgetBias":1.5');
    expect(readRecord(named(oldRecord)).settings).toEqual({ ...defaultsOf1, cell, memoryBias });
    const card = readCard(bytesOf(named(oldCard)));
    expect(card?.settings).toEqual({ ...defaultsOf1, cell, memoryBias });
  }
});

it('what is written today says so, and is read with the defaults of today', () => {
  const record = readRecord(oldRecord);
  const json = writeRecord(record, { cell: 'gru' });
  expect(readRecord(json).settings).toEqual({ ...defaultSettings(), cell: 'gru' });
  const facts = factsOf({ ...record, settings: defaultSettings() }, new History());
  const card = { ...facts, name: '', keptAt: 1, generation: 1n, isDeleted: false };
  const text = new TextDecoder().decode(writeCard(card));
  const unnamed = text.replace(/"timeSteps":\d+,/, '').replace(/"learningRate":[\d.]+,/, '');
  expect(unnamed.length).toBeLessThan(text.length - 20);
  expect(readCard(bytesOf(unnamed))?.settings).toEqual(defaultSettings());
});
