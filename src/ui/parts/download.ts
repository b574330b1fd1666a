/** Hands a file to the person, made here and sent nowhere. */

/** The browser needs the address until the download has begun. */
const addressMs = 60_000;

export function download(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), addressMs);
}
