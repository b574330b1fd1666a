/** Numbers on the page: as lib/format.ts writes them, and a dash where there is no finite number. */
import { msg, str } from '@lit/localize';
import {
  formatBytes,
  formatCount,
  formatDiskSize,
  formatDuration,
  formatExponential,
  formatFixed,
  formatShort,
} from '../lib/format.ts';

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

const dash = '–';

type Maybe = number | null | undefined;

function isShown(value: Maybe): value is number {
  return value != null && Number.isFinite(value);
}

/** Large ones with an exponent. */
export function fixed(value: Maybe, digits: number): string {
  return isShown(value) ? formatFixed(value, digits) : dash;
}

/** Of this size four decimals say next to nothing. */
const smallLoss = 1e-3;

/** With four decimals, or with three digits that count: `3.2e-5`. */
export function lossWords(value: Maybe): string {
  if (!isShown(value)) return dash;
  const isSmall = value !== 0 && Math.abs(value) < smallLoss;
  return isSmall ? formatShort(value, 3) : formatFixed(value, 4);
}

/** e to the loss. */
export function perplexityOf(loss: Maybe): string {
  return isShown(loss) ? formatExponential(loss, 3) : dash;
}

/** A whole number with thousands separators. */
export function grouped(value: Maybe): string {
  return isShown(value) ? formatCount(value) : dash;
}

const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** All digits of a number that a person could have typed. */
export function settingNumber(value: number): string {
  return exact.format(value);
}

/** Gates of single units, wherever pinned ones are counted. */
export function gatesPinned(count: number): string {
  return count === 1 ? msg('1 gate pinned') : msg(str`${grouped(count)} gates pinned`);
}

export function bytes(value: Maybe): string {
  return isShown(value) ? formatBytes(value) : dash;
}

/** Room on a disk. */
export function megabytes(value: Maybe): string {
  return isShown(value) ? formatDiskSize(value) : dash;
}

/** A moment, in milliseconds since 1970, as people write it: 27 Nov 2026, 17:05. */
export function date(value: number): string {
  return dates.format(value);
}

/** Seconds as 00:42 or 1:02:05. */
export function duration(seconds: number): string {
  return formatDuration(Number.isFinite(seconds) ? seconds : 0);
}
