/** Numbers as people read them. English everywhere: outputs and tests rely on it. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `144,395`. */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** From here on the digits before the point say nothing any more: an exponent does. */
const largestInFull = 1e5;
/** Digits of a number of three and more before the point. */
const mostDigits = 5;

/** `2.3179`, `173.18`, and `6.600e29` where the number is too large to be read in full. */
export function formatFixed(value: number, digits: number): string {
  const size = Math.abs(value);
  const decimals = size < 100 ? digits : mostDigits - 1 - Math.floor(Math.log10(size));
  const words = value.toFixed(Math.max(0, Math.min(digits, decimals)));
  if (Math.abs(Number(words)) < largestInFull) return words;
  return withPlainExponent(value.toExponential(Math.min(digits, 3)));
}

/** With so many digits that count, and none that say nothing: `0.25`, `1500`, `6.6e29`, `3e-7`. */
export function formatShort(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size === 0 || (size >= 1e-4 && size < largestInFull)) return String(rounded);
  const [mantissa, exponent] = rounded.toExponential(digits - 1).split('e');
  return withPlainExponent(`${Number(mantissa)}e${exponent}`);
}

/** e to a power, also where that is no number any more: `e^812.4`. */
export function formatExponential(power: number, digits: number): string {
  const value = Math.exp(power);
  return Number.isFinite(value) ? formatFixed(value, digits) : `e^${formatShort(power, 4)}`;
}

function withPlainExponent(words: string): string {
  return words.replace('e+', 'e');
}

const byteUnits = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `12 bytes`, `1.5 KiB`, `64 MiB`: three digits at most, in units of 1,024. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // From 999.5 on, three digits would print 1,000: the next unit reads better.
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1024;
    unit++;
  }
  const shown =
    unit === 0 || value >= 999.5 ? whole.format(value) : String(Number(value.toPrecision(3)));
  return `${shown} ${bytes === 1 ? 'byte' : byteUnits[unit]}`;
}

/** Room on a disk, as browsers and systems print it: `31 kB`, `12.4 MB`, `2,345 MB`, `12 GB`. */
export function formatDiskSize(bytes: number): string {
  if (bytes < 999_500) return `${bytes > 0 ? Math.max(1, Math.round(bytes / 1e3)) : 0} kB`;
  if (bytes >= 1e10) return `${whole.format(bytes / 1e9)} GB`;
  return `${bytes < 1e8 ? (bytes / 1e6).toFixed(1) : whole.format(bytes / 1e6)} MB`;
}

/** `00:42`, `12:05`, `1:02:03`; the fraction of a second is dropped. */
export function formatDuration(seconds: number): string {
  const all = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
  return all < 3600 ? clock : `${Math.floor(all / 3600)}:${clock}`;
}
