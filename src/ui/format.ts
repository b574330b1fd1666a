/** Numbers as people read them. A value that is no finite number is shown as a dash. */
import { msg, str } from '@lit/localize';
import { nameOfCharacter } from '../lib/inline-text.ts';

const grouping = new Intl.NumberFormat('en');

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

const dash = '–';

export function fixed(value: number | null | undefined, digits: number): string {
  return value != null && Number.isFinite(value) ? value.toFixed(digits) : dash;
}

/** A whole number with thousands separators. */
export function grouped(value: number | null | undefined): string {
  return value != null && Number.isFinite(value) ? grouping.format(Math.round(value)) : dash;
}

export function gatesPinned(count: number): string {
  return count === 1 ? msg('1 gate pinned') : msg(str`${grouped(count)} gates pinned`);
}

/** A whole number without separators, for read-outs that scripts read too. */
export function whole(value: number | null | undefined): string {
  return fixed(value, 0);
}

export function bytes(value: number | null | undefined): string {
  if (value == null || !Number.isFinite(value)) return dash;
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  const power = value < 1024 ? 0 : Math.min(3, Math.floor(Math.log2(value) / 10));
  const scaled = value / 1024 ** power;
  return `${power > 0 && scaled < 100 ? scaled.toFixed(1) : Math.round(scaled)} ${units[power]}`;
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
  const total = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const rest = `${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A character one can see: space and newline have visible stand-ins. */
export function visible(symbol: string): string {
  if (symbol === ' ') return '␣';
  if (symbol === '\n') return '↵';
  if (symbol === '\t') return '⇥';
  // Controls and invisible marks have no picture: their code point is shown.
  if (/^[\p{C}\p{Z}]$/u.test(symbol)) return nameOfCharacter(symbol);
  // A mark would sit on whatever stands before it.
  return /^\p{M}$/u.test(symbol) ? `◌${symbol}` : symbol;
}
