/** Finds a Firefox: FIREFOX_PATH, else one on the PATH. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @returns its path, or undefined */
export function findFirefox() {
  const names = ['firefox-esr', 'firefox'];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [process.env.FIREFOX_PATH, ...names.flatMap((n) => folders.map((f) => join(f, n)))]
    .filter(Boolean)
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
