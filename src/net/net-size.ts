/** Whether a net fits the GPU, said before anything is allocated; and the largest like it that does. */
import { settingsTable, type Settings } from '../config/settings.ts';
import type { MemoryLimits } from '../graph/memory-plan.ts';
import type { PlannedBuffer } from '../graph/plan.ts';
import { type Remedy, SettingsError, UnrolledError } from '../lib/errors.ts';

/**
 * Arenas are planned within the limits; what belongs to the net, and the copy of it that saving
 * needs, is as large as it is.
 * @throws SettingsError when one of them is larger than the GPU allows
 */
export function assertWithinLimits(
  weights: readonly PlannedBuffer[],
  { maxBufferBytes, maxBindingBytes }: MemoryLimits,
): void {
  const saved = weights.reduce(
    (sum, { kind, bytes }) => sum + (kind === 'gradients' ? 0 : bytes),
    0,
  );
  const large = weights.find(({ bytes }) => bytes > maxBindingBytes);
  if (large) {
    const values = { part: large.name, bytes: large.bytes, largest: maxBindingBytes };
    throw new SettingsError({ code: 'part too large', values });
  }
  if (saved > maxBufferBytes) {
    const values = { bytes: saved, largest: maxBufferBytes };
    throw new SettingsError({ code: 'copy too large', values });
  }
}

/** @throws SettingsError when the whole net takes more than the page should */
export function assertWithinBudget(bytes: number, budget: number): void {
  if (bytes <= budget) return;
  throw new SettingsError(
    { code: 'over memory budget', values: { bytes, budget } },
    { remedies: [{ kind: 'all the same' }] },
  );
}

/** In the order in which they are tried: what changes the least of what is learnt comes first. */
const sizes = [
  { key: 'batchSize', least: 4, increment: 4 },
  { key: 'timeSteps', least: 8, increment: 8 },
  { key: 'hiddenSize', least: 4, increment: 4 },
] as const;

/**
 * Runs a check, and adds to its refusal, first of all, the largest net that it lets pass: with a
 * smaller batch if that is enough, else with fewer time steps, else with fewer units. Where it is the
 * symbols of the text that are too many, the same net on fewer of them comes next.
 * @returns what the check gives
 */
export function withWayOut<Checked>(
  settings: Settings,
  check: (settings: Settings) => Checked,
): Checked {
  try {
    return check(settings);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const fits = (smaller: Settings) => passes(check, smaller);
    const offers = [
      largestFitting(settings, fits),
      fewerSymbols('symbols', settings, fits),
      fewerSymbols('vocabulary', settings, fits),
    ];
    const remedies = [
      ...offers.flatMap((fitting): Remedy[] =>
        fitting ? [{ kind: 'settings', settings: fitting }] : [],
      ),
      ...error.remedies,
    ];
    throw new SettingsError(error.problem, { remedies, cause: error });
  }
}

export function largestFitting(
  settings: Settings,
  fits: (settings: Settings) => boolean,
): Partial<Settings> | null {
  let changes: Partial<Settings> = {};
  for (const { key, least, increment } of sizes) {
    const { min, max } = settingsTable[key];
    const now = Math.min(settings[key], max);
    const smallest = Math.max(min, least);
    if (now <= smallest) continue;
    const at = (value: number) => ({ ...settings, ...changes, [key]: value });
    if (!fits(at(smallest))) {
      changes = { ...changes, [key]: smallest };
      continue;
    }
    // between one that fits and one that does not
    let [good, bad] = [smallest, now];
    while (bad - good > increment) {
      const middle = Math.floor((good + bad) / 2 / increment) * increment;
      if (middle <= good) break;
      if (fits(at(middle))) good = middle;
      else bad = middle;
    }
    return { ...changes, [key]: good };
  }
  return null;
}

/** By powers of two; less than the fewest is no text any more. */
const fewestSymbols = 2 ** 8;

function fewerSymbols(
  key: 'symbols' | 'vocabulary',
  settings: Settings,
  fits: (settings: Settings) => boolean,
): Partial<Settings> | null {
  let symbols = settingsTable[key].max / 2;
  while (
    symbols >= fewestSymbols &&
    (symbols >= settings[key] || !fits({ ...settings, [key]: symbols }))
  )
    symbols /= 2;
  return symbols >= fewestSymbols ? { [key]: symbols } : null;
}

function passes(check: (settings: Settings) => void, settings: Settings): boolean {
  try {
    check(settings);
    return true;
  } catch (error) {
    if (error instanceof UnrolledError) return false;
    throw error;
  }
}
