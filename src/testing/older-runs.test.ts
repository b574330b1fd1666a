/**
 * What earlier pages left behind: the runs that they kept go on as they would have gone on there, and their
 * links mean what they meant. Recorded by those pages (`node scripts/record-runs.mjs`):
 * `first-page` kept one run and knew the GPU alone (defaults of version 1), `two-engines` had the CPU too
 * (version 2), `0.1.0` is the page before it had tasks.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { formerSettings } from '../config/former-settings.ts';
import { readLink, writeLink } from '../config/link.ts';
import type { Settings } from '../config/settings.ts';
import { GpuSession } from './gpu-session.ts';
import { MemoryOrigin, MemoryStorage } from './memory-storage.ts';
import { type RecordedRun, recordLinks, recordRuns } from './record-runs.ts';
import { openStore } from './sample-run.ts';
import { smallNet, type WorkerSession } from './worker-session.ts';

const folder = fileURLToPath(new URL('fixtures/older-runs', import.meta.url));
const pages = readdirSync(folder);

/** The first page was recorded on the software adapter; another GPU rounds as it likes. */
const isOtherGpu = process.env.UNROLLED_GPU === 'hardware';

type Next = RecordedRun['next'];
type Recorded = ReturnType<typeof recorded>;

/** What the browser held, and what came next. */
function recorded(path: string) {
  const origin = new MemoryOrigin();
  for (const name of readdirSync(path)) {
    if (name === 'next.json') continue;
    origin.files.set(name, new Uint8Array(readFileSync(`${path}/${name}`)));
  }
  const next = JSON.parse(readFileSync(`${path}/next.json`, 'utf8')) as Next;
  return { origin, next };
}

/** A step rounds some hundred times by 6e-8, not in one direction; eight of them stay far below this. */
function expectNear(losses: readonly (number | undefined)[], expected: readonly number[]): void {
  expected.forEach((loss, index) => {
    expect(Math.abs((losses[index] ?? NaN) - loss), `step ${index}`).toBeLessThan(1e-5 * loss);
  });
}

let worker: WorkerSession | undefined;
afterEach(() => worker?.close());

/** As the browser kept it, or as a file that was saved. */
async function sourceOf(origin: MemoryOrigin, { run }: Next, as: 'kept' | 'saved') {
  if (as === 'kept') return { kept: run };
  return new Blob([await openStore(await new MemoryStorage(origin).openFolder()).load(run)]);
}

/** The losses of as many steps as were recorded, made today, while another text is open. */
async function goOn(
  { origin, next }: Recorded,
  engine: Settings['engine'],
  as: 'kept' | 'saved' = 'kept',
) {
  const settings = { ...smallNet, engine };
  const file = await sourceOf(origin, next, as);
  worker = await GpuSession.open(settings, { storage: new MemoryStorage(origin) });
  const ready = worker.orRefused('run.ready', 'run.refused');
  worker.send({ type: 'run.read', id: 2, file, settings });
  await ready;
  const loaded = worker.next('run.loaded');
  worker.send({ type: 'run.take', id: 2 });
  expect((await loaded).curves.losses.losses).toHaveLength(next.step);
  await worker.step(next.losses.length);
  const { losses } = worker;
  return next.losses.map((_, index) => losses.get(next.step + 1 + index));
}

describe.each(pages)('a run that %s kept', (page) => {
  const runs = readdirSync(`${folder}/${page}`).filter((name) => !name.includes('.'));

  describe.each(runs)('on its %s', (run) => {
    const path = `${folder}/${page}/${run}`;

    it.each(['kept', 'saved'] as const)('goes on bit for bit, %s', async (as) => {
      const one = recorded(path);
      const losses = await goOn(one, one.next.engine, as);
      if (one.next.engine === 'gpu' && isOtherGpu) expectNear(losses, one.next.losses);
      else expect(losses).toEqual(one.next.losses);
    });

    it('goes on on the other engine', async () => {
      const one = recorded(path);
      const losses = await goOn(one, one.next.engine === 'cpu' ? 'gpu' : 'cpu');
      expectNear(losses, one.next.losses);
    });
  });
});

it('what is recorded of this page goes on in it', async () => {
  for (const { files, next } of await recordRuns()) {
    const origin = new MemoryOrigin();
    for (const [name, bytes] of files) origin.files.set(name, new Uint8Array(bytes));
    expect(await goOn({ origin, next }, next.engine)).toEqual(next.losses);
    worker?.close();
  }
  for (const { link, settings } of recordLinks()) expect(readLink(link).settings).toEqual(settings);
});

describe.each(pages)('links of %s', (page) => {
  const links = JSON.parse(readFileSync(`${folder}/${page}/links.json`, 'utf8')) as {
    link: string;
    settings: Record<string, string | number>;
  }[];

  it.each(links)('mean what they meant: $link', ({ link, settings: meant }) => {
    const { settings, remarks } = readLink(link);
    expect(remarks).toEqual([]);
    for (const [key, value] of Object.entries(meant)) {
      const former = formerSettings.find((one) => one.key === key);
      if (!former) expect(settings, key).toHaveProperty(key, value);
      else if (former.acted?.(settings) ?? true) expect(settings[former.now], key).toBe(value);
    }
    expect(readLink(`#${writeLink(settings)}`).settings).toEqual(settings);
  });
});
