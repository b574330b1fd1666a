import { describe, expect, it } from 'vitest';
import { recogniseFile } from './file-signature.ts';

/** Latin-1, so that every byte can be written. */
const bytesOf = (start: string) => Uint8Array.from(start, (character) => character.charCodeAt(0));

const files: [looks: string, start: string][] = [
  ['a PNG image', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['a JPEG image', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['a GIF image', 'GIF89a\x01\0'],
  ['a WebP image', 'RIFF\x24\0\0\0WEBPVP8 '],
  ['a TIFF image', 'II*\0\x08\0\0\0'],
  ['a TIFF image', 'MM\0*\0\0\0\x08'],
  ['a BMP image', 'BM\x36\0\x0c\0\0\0'],
  ['a HEIC image', '\0\0\0\x18ftypheic'],
  ['a video', '\0\0\0\x18ftypmp42'],
  ['a Matroska or WebM video', '\x1a\x45\xdf\xa3\x9f'],
  ['a WAV recording', 'RIFF\x24\0\0\0WAVEfmt '],
  ['an MP3 recording', 'ID3\x03\0\0\0'],
  ['an MP3 recording', '\xff\xfb\x90\x64\0\x0f'],
  ['an Ogg recording', 'OggS\0\x02\0'],
  ['a FLAC recording', 'fLaC\0\0\0\x22'],
  ['a MIDI file', 'MThd\0\0\0\x06'],
  ['a PDF document', '%PDF-1.7\n'],
  ['a ZIP archive', 'PK\x03\x04\x14\0'],
  ['a gzip archive', '\x1f\x8b\x08\0'],
  ['a 7-Zip archive', '7z\xbc\xaf\x27\x1c\0\x04'],
  ['a RAR archive', 'Rar!\x1a\x07\x01\0'],
  ['a tar archive', `notes.txt${'\0'.repeat(248)}ustar\0`],
  ['a program (ELF)', '\x7fELF\x02\x01'],
  ['a program (Windows)', 'MZ\x90\0\x03\0\0\0'],
  ['a program (macOS)', '\xcf\xfa\xed\xfe\x07\0'],
  ['a WebAssembly module', '\0asm\x01\0\0\0'],
  ['an SQLite database', 'SQLite format 3\0\x10\0'],
  ['a font (WOFF)', 'wOFF\0\x01\0\0'],
  ['a font (WOFF2)', 'wOF2\0\x01\0\0'],
  ['a font (OpenType)', 'OTTO\0\x0b'],
  ['a font (TrueType)', '\0\x01\0\0\0\x0f'],
  ['a NumPy array', '\x93NUMPY\x01\0'],
  ['weights (.safetensors)', '\x58\x02\0\0\0\0\0\0{"rnn.weight_ih_l0":'],
];

describe('files that are no text', () => {
  it.each(files)('%s', (looks, start) => {
    expect(recogniseFile(bytesOf(start))).toContain(looks);
  });

  it.each([
    'MZ is the mark of a program of DOS.',
    'BM',
    'ID3 is an algorithm that grows decision trees.',
    'GIF8 is no number.',
    'OTTO find ich gut.',
    'wOFF',
    'fLaC, Ogg, Rar!',
    'RIFF and then WAVE',
    'SQLite format 3 is documented',
    '{"json": 1}',
    '7zip',
    '',
  ])('“%s” is one', (start) => {
    expect(recogniseFile(bytesOf(start))).toBeNull();
    expect(recogniseFile(bytesOf(start.padEnd(300, ' ustar')))).toBeNull();
  });
});
