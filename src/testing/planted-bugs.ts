/**
 * Planted bugs: small patches of shader or TypeScript source, each of which one named check must
 * notice. A check that stays green with its bug in place tests nothing.
 */
import { DeviationError } from './close-to.ts';

export interface PlantedBug {
  /** Path from the repository's root, e.g. `shaders/cells/lstm.wgsl`. */
  file: string;
  /** Source text that occurs exactly once in the file. */
  find: string;
  /** What stands there instead; it must still compile. */
  replace: string;
  /** Name of the check that must fail. */
  check: string;
}

/** What a check gets: the bug, to be put into the file's source before it is compiled. */
export interface SourcePatch {
  bug: PlantedBug;
  file: string;
  applyTo(source: string): string;
}

/**
 * Throws a `DeviationError` or a failed `expect` when numbers are off. Without a patch it must
 * pass. With one it passes the source of `patch.file` through `patch.applyTo`.
 */
export type Check = (patch?: SourcePatch) => void | Promise<void>;

/** Checks that were seen to pass without a bug: one that always fails would notice anything. */
const sound = new WeakSet<Check>();

/** Passes where the check does without a bug; within one process each is made once. */
export async function checkSound(check: Check): Promise<void> {
  if (!sound.has(check)) await check();
  sound.add(check);
}

/**
 * The message of the check that noticed the bug. Throws when it did not, and when the check fails
 * without the bug too.
 */
export async function runPlantedBug(
  bug: PlantedBug,
  checks: Readonly<Record<string, Check>>,
): Promise<string> {
  if (!Object.hasOwn(checks, bug.check)) {
    throw new Error(`${describeBug(bug)}: there is no check "${bug.check}".`);
  }
  const check = checks[bug.check];
  await checkSound(check);
  let applied = 0;
  const patch: SourcePatch = {
    bug,
    file: bug.file,
    applyTo(source) {
      applied += 1;
      return applyBug(bug, source);
    },
  };
  let noticed: unknown;
  try {
    await check(patch);
  } catch (error) {
    if (!isFailedCheck(error)) throw error;
    noticed = error;
  }
  if (applied === 0) {
    throw new Error(`${describeBug(bug)}: check "${bug.check}" never read the patched source.`);
  }
  if (!noticed) throw new Error(`${describeBug(bug)}: check "${bug.check}" did not notice.`);
  return (noticed as Error).message;
}

/** `source` with the bug in it; throws unless `find` occurs exactly once and is changed. */
export function applyBug(bug: PlantedBug, source: string): string {
  const parts = bug.find === '' ? [] : source.split(bug.find);
  if (parts.length !== 2) {
    const times = Math.max(parts.length - 1, 0);
    throw new Error(`${describeBug(bug)}: found ${times} times, must be once.`);
  }
  if (bug.find === bug.replace) throw new Error(`${describeBug(bug)}: changes nothing.`);
  return parts.join(bug.replace);
}

/** For titles: the file and what becomes what, on one line. */
export function describeBug({ file, find, replace }: PlantedBug): string {
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  return `${file}: "${oneLine(find)}" → "${oneLine(replace)}"`;
}

/** Numbers were off, in contrast to a patch that does not compile or a device that broke. */
function isFailedCheck(error: unknown): boolean {
  return (
    error instanceof DeviationError || (error instanceof Error && error.name === 'AssertionError')
  );
}
