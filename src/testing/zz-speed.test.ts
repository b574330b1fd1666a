import { it } from 'vitest';
import { WasmBackend } from '../backend/wasm/wasm-backend.ts';
import { decodeText, encodeText } from '../data/packing/packing.ts';
import { PackingNet } from '../net/packing-net.ts';
import { TaskRun } from './task-run.ts';
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';

it('speed', async () => {
  const backend = new WasmBackend({ usesRelaxed: false });
  const run = await TaskRun.start(backend, 'language-model', {});
  const t0 = performance.now();
  await run.trainTo(Number(process.env.STEPS ?? 20));
  const t1 = performance.now();
  const { net, data, settings } = (run as any).built ?? (run as any);
  const weights = await net.readParameters();
  const text = await data.content.text();
  const held = Array.from(text).slice(data.text.trainLength).join('');
  const P = await PackingNet.create({ data, net, weights, step: 0 });
  const work = { signal: new AbortController().signal, onProgress: () => {}, pause: () => Promise.resolve(), now: () => 0 };
  const t2 = performance.now();
  const given = P.writing.read(held);
  const { bytes, tokenBits } = await encodeText(given, P.follower, P.writing, work);
  const t3 = performance.now();
  const got = await decodeText({ bytes, tokens: given.tokens.length }, P.follower, P.writing, work);
  const t4 = performance.now();
  writeFileSync('/tmp/pack-speed.txt', JSON.stringify({ train: t1 - t0, chars: held.length, bytes: bytes.length, tokenBytes: tokenBits / 8, gz: gzipSync(held, {level: 9}).length, enc: t3 - t2, dec: t4 - t3, ok: got === held, hidden: settings?.hiddenSize }));
}, 600000);
