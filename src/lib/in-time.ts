/** Waiting with an end, for what may never answer. */
import type { Clock } from './clock.ts';

/**
 * What comes within this time, or undefined.
 * @param late is given what comes after all, to let go of it
 */
export function inTime<Result>(
  answer: Promise<Result>,
  clock: Clock,
  ms: number,
  late: (result: Result) => void = () => undefined,
): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const callOff = clock.after(ms, () => {
      isLate = true;
      resolve(undefined);
    });
    answer.then(
      (result) => {
        callOff();
        if (isLate) late(result);
        else resolve(result);
      },
      (error: unknown) => {
        callOff();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
