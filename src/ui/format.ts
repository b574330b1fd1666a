/** Numbers as people read them. A value that is no finite number is shown as a dash. */
import { msg, str } from '@lit/localize';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatExponential,
  formatFixed,
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

/** Room on a disk, as browsers and systems print it: 31 kB, 12.4 MB. */
export function megabytes(value: number | null | undefined): string {
  if (value == null || !Number.isFinite(value)) return dash;
  if (value < 999_500) return `${value > 0 ? Math.max(1, Math.round(value / 1e3)) : 0} kB`;
  if (value >= 1e10) return `${grouped(value / 1e9)} GB`;
  return `${value < 1e8 ? (value / 1e6).toFixed(1) : grouped(value / 1e6)} MB`;
}

/** A moment, in milliseconds since 1970, as people write it: 27 Nov 2026, 17:05. */
export function date(value: number): string {
  return dates.format(value);
}

/** Seconds as 00:42 or 1:02:05. */
export function duration(seconds: number): string {
  return formatDuration(Number.isFinite(seconds) ? seconds : 0);
}
