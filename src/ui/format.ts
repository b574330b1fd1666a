/** Numbers as people read them. A value that is no finite number is shown as a dash. */
import { msg, str } from '@lit/localize';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatExponential,
  formatFixed,
} from '../lib/format.ts';

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

/** Gates of single units, wherever pinned ones are counted. */
export function gatesPinned(count: number): string {
  return count === 1 ? msg('1 gate pinned') : msg(str`${grouped(count)} gates pinned`);
}

/** A whole number without separators, for read-outs that scripts read too. */
export function whole(value: Maybe): string {
  return isShown(value) ? value.toFixed(0) : dash;
}

export function bytes(value: Maybe): string {
  return isShown(value) ? formatBytes(value) : dash;
}

/** Seconds as 00:42 or 1:02:05. */
export function duration(seconds: number): string {
  return formatDuration(Number.isFinite(seconds) ? seconds : 0);
}
