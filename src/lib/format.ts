/** Numbers as people read them. English everywhere: outputs and tests rely on it. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `144,395`. */
export function formatCount(value: number): string {
  return whole.format(value);
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

/** `00:42`, `12:05`, `1:02:03`; the fraction of a second is dropped. */
export function formatDuration(seconds: number): string {
  const all = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(all / 60) % 60)}:${two(all % 60)}`;
  return all < 3600 ? clock : `${Math.floor(all / 3600)}:${clock}`;
}
