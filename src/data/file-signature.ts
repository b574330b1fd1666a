/**
 * Recognises files that are no text, by how they begin and by the bytes they are made of. Letters
 * that a text could begin with prove nothing: what such a kind of file has behind them is asked for.
 */
import type { FileKind } from '../lib/file-kinds.ts';

interface Signature {
  looks: FileKind;
  /** Space-separated hexadecimal bytes at `offset`. */
  bytes: string;
  offset?: number;
  /** What else has to be so. */
  proof?: (bytes: Uint8Array) => boolean;
}

const signatures: Signature[] = [
  { looks: 'PNG image', bytes: '89 50 4e 47', proof: (b) => b.length < 5 || b[4] === 0x0d },
  { looks: 'JPEG image', bytes: 'ff d8 ff', proof: (b) => b[3] >= 0xc0 && hasControls(b) },
  { looks: 'GIF image', bytes: '47 49 46 38 37 61', proof: isGif },
  { looks: 'GIF image', bytes: '47 49 46 38 39 61', proof: isGif },
  { looks: 'WebP image', bytes: '57 45 42 50', offset: 8, proof: isRiff },
  { looks: 'AVI video', bytes: '41 56 49 20', offset: 8, proof: isRiff },
  { looks: 'WAV recording', bytes: '57 41 56 45', offset: 8, proof: isRiff },
  { looks: 'TIFF image', bytes: '49 49 2a 00' },
  { looks: 'TIFF image', bytes: '4d 4d 00 2a' },
  { looks: 'Photoshop image', bytes: '38 42 50 53 00 01' },
  { looks: 'BMP image', bytes: '42 4d', proof: isBmp },
  { looks: 'icon', bytes: '00 00 01 00', proof: (b) => b[5] === 0 },
  { looks: 'HEIC image', bytes: '66 74 79 70 68 65 69 63', offset: 4, proof: isBox },
  { looks: 'AVIF image', bytes: '66 74 79 70 61 76 69 66', offset: 4, proof: isBox },
  { looks: 'video', bytes: '66 74 79 70', offset: 4, proof: isBox },
  { looks: 'Matroska video', bytes: '1a 45 df a3' },
  { looks: 'MP3 recording', bytes: '49 44 33', proof: (b) => b[3] <= 4 && b[4] === 0 },
  { looks: 'MP3 recording', bytes: 'ff fb', proof: isMp3 },
  { looks: 'Ogg recording', bytes: '4f 67 67 53 00' },
  { looks: 'FLAC recording', bytes: '66 4c 61 43 00' },
  { looks: 'MIDI file', bytes: '4d 54 68 64 00' },
  { looks: 'PDF document', bytes: '25 50 44 46 2d', proof: isPdf },
  { looks: 'EPUB book', bytes: '50 4b 03 04', proof: (b) => holds(b, 'application/epub+zip') },
  { looks: 'OpenDocument file', bytes: '50 4b 03 04', proof: isOpenDocument },
  { looks: 'Office document', bytes: '50 4b 03 04', proof: isOffice },
  { looks: 'ZIP archive', bytes: '50 4b 03 04' },
  { looks: 'empty ZIP archive', bytes: '50 4b 05 06' },
  { looks: 'old Office document', bytes: 'd0 cf 11 e0 a1 b1 1a e1' },
  { looks: 'gzip archive', bytes: '1f 8b 08' },
  { looks: 'bzip2 archive', bytes: '42 5a 68', proof: isBzip2 },
  { looks: 'xz archive', bytes: 'fd 37 7a 58 5a 00' },
  { looks: '7-Zip archive', bytes: '37 7a bc af 27 1c' },
  { looks: 'RAR archive', bytes: '52 61 72 21 1a 07' },
  { looks: 'Zstandard archive', bytes: '28 b5 2f fd', proof: hasControls },
  { looks: 'tar archive', bytes: '75 73 74 61 72', offset: 257, proof: (b) => zeros(b) > 9 },
  { looks: 'ELF program', bytes: '7f 45 4c 46' },
  { looks: 'Windows program', bytes: '4d 5a', proof: (b) => zeros(b) > 2 },
  { looks: 'macOS program', bytes: 'cf fa ed fe', proof: (b) => zeros(b) > 0 },
  { looks: 'Java class', bytes: 'ca fe ba be', proof: isClass },
  { looks: 'WebAssembly module', bytes: '00 61 73 6d' },
  { looks: 'SQLite database', bytes: '53 51 4c 69 74 65 20 66 6f 72 6d 61 74 20 33 00' },
  { looks: 'WOFF font', bytes: '77 4f 46 46', proof: isWoff },
  { looks: 'WOFF2 font', bytes: '77 4f 46 32', proof: isWoff },
  { looks: 'TrueType font', bytes: '00 01 00 00 00' },
  { looks: 'OpenType font', bytes: '4f 54 54 4f 00' },
  { looks: 'NumPy array', bytes: '93 4e 55 4d 50 59', proof: (b) => b[6] <= 3 && b[7] === 0 },
  // the length of a header of less than 16 MiB, then the header
  { looks: 'safetensors', bytes: '00 00 00 00 00 7b', offset: 3 },
];

/** Bytes looked at for what proves a kind of file. */
export const startLength = 1024;

/** Null if the bytes begin like no known kind of file. */
export function recogniseFile(bytes: Uint8Array): FileKind | null {
  const near = bytes.subarray(0, startLength);
  const match = signatures.find(
    ({ bytes: signature, offset = 0, proof }) =>
      signature
        .split(' ')
        .every((byte, index) => near[offset + index] === Number.parseInt(byte, 16)) &&
      (proof?.(near) ?? true),
  );
  return match?.looks ?? null;
}

/** Whether it is one that is opened for what is in it. */
export function isArchive(kind: FileKind | null): boolean {
  return kind === 'ZIP archive' || kind === 'empty ZIP archive' || kind === 'gzip archive';
}

/** Of a byte histogram [256]: whether it holds more control bytes than any text would. */
export function looksBinary(histogram: Uint32Array): boolean {
  let total = 0;
  let controls = 0;
  histogram.forEach((count, byte) => {
    total += count;
    if (isControl(byte)) controls += count;
  });
  // One stray zero makes a short text no program.
  return controls > Math.max(1, total / 50);
}

/** A control byte that no program writes into a text. */
function isControl(byte: number): boolean {
  // Bell, backspace (overstrikes), tab, newlines, form feed; shifts and escape (ISO-2022, terminals);
  // Ctrl+Z, which ended texts of DOS.
  const isOfText = (byte >= 0x07 && byte <= 0x0f) || byte === 0x1a || byte === 0x1b || byte >= 0x20;
  return !isOfText || byte === 0x7f;
}

function hasControls(near: Uint8Array): boolean {
  return near.some(isControl);
}

function zeros(near: Uint8Array): number {
  return near.filter((byte) => byte === 0).length;
}

/** The bytes as Latin-1. */
function lettersOf(near: Uint8Array): string {
  return Array.from(near, (byte) => String.fromCharCode(byte)).join('');
}

function holds(near: Uint8Array, letters: string): boolean {
  return lettersOf(near).includes(letters);
}

/** A length of four bytes is never four letters: it would be over 512 MiB. */
function isRiff(near: Uint8Array): boolean {
  return holds(near.subarray(0, 4), 'RIFF') && near[7] < 0x20;
}

/** The first box of a media file is short. */
function isBox(near: Uint8Array): boolean {
  return near[0] === 0 && near[1] === 0;
}

/** Behind the size and the colours stands an image, an extension or the end. */
function isGif(near: Uint8Array): boolean {
  const colours = near[10] & 0x80 ? 3 << ((near[10] & 7) + 1) : 0;
  const next = near[13 + colours];
  return hasControls(near) && (next === undefined || [0x21, 0x2c, 0x3b].includes(next));
}

function isBmp(near: Uint8Array): boolean {
  return near.length > 6 && near.subarray(6, 10).every((byte) => byte === 0);
}

/** A frame of MPEG: no forbidden bit rate or sampling rate, and bytes of no text. */
function isMp3(near: Uint8Array): boolean {
  const [, , header] = near;
  const isFrame = header >> 4 !== 15 && header >> 4 !== 0 && ((header >> 2) & 3) !== 3;
  return isFrame && hasControls(near);
}

/** A line of its own, then bytes of no letters or the first object. */
function isPdf(near: Uint8Array): boolean {
  return /^%PDF-\d\.\d\s*[\r\n]\s*(%[\x80-\xff]{4}|[^]*?\d+ \d+ obj\b)/.test(lettersOf(near));
}

function isOpenDocument(near: Uint8Array): boolean {
  return holds(near, 'application/vnd.oasis.opendocument');
}

function isOffice(near: Uint8Array): boolean {
  return /\[Content_Types\]\.xml|_rels\/\.rels|(word|xl|ppt)\//.test(lettersOf(near));
}

/** The first block begins with the digits of π. */
function isBzip2(near: Uint8Array): boolean {
  return /^BZh[1-9]1AY&SY/.test(lettersOf(near)) && hasControls(near);
}

/** The version of a class is a small number, and so is the count of a program's parts. */
function isClass(near: Uint8Array): boolean {
  return near[4] === 0 && (near[6] === 0 || near[5] === 0);
}

function isWoff(near: Uint8Array): boolean {
  return zeros(near) > 0;
}
