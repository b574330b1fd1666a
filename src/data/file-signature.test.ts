import { describe, expect, it } from 'vitest';
import { looksBinary, recogniseFile } from './file-signature.ts';

/** Latin-1, so that every byte can be written. */
const bytesOf = (start: string) => Uint8Array.from(start, (character) => character.charCodeAt(0));

const files: [looks: string, start: string][] = [
  ['PNG image', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
  ['JPEG image', '\xff\xd8\xff\xe0\0\x10JFIF'],
  ['GIF image', 'GIF89a\x01\0'],
  ['WebP image', 'RIFF\x24\0\0\0WEBPVP8 '],
  ['AVI video', 'RIFF\x24\0\0\0AVI LIST'],
  ['GIF image', 'GIF87a\x10\0\x10\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0'],
  ['TIFF image', 'II*\0\x08\0\0\0'],
  ['TIFF image', 'MM\0*\0\0\0\x08'],
  ['BMP image', 'BM\x36\0\x0c\0\0\0'],
  ['HEIC image', '\0\0\0\x18ftypheic'],
  ['video', '\0\0\0\x18ftypmp42'],
  ['Matroska video', '\x1a\x45\xdf\xa3\x9f'],
  ['WAV recording', 'RIFF\x24\0\0\0WAVEfmt '],
  ['MP3 recording', 'ID3\x03\0\0\0'],
  ['MP3 recording', '\xff\xfb\x90\x64\0\x0f'],
  ['Ogg recording', 'OggS\0\x02\0'],
  ['FLAC recording', 'fLaC\0\0\0\x22'],
  ['MIDI file', 'MThd\0\0\0\x06'],
  ['PDF document', '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<'],
  ['PDF document', '%PDF-1.4\r\n1 0 obj\r\n<</Type /Catalog'],
  ['ZIP archive', 'PK\x03\x04\x14\0'],
  ['Office document', 'PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml'],
  ['OpenDocument file', 'PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text'],
  ['EPUB book', 'PK\x03\x04\x0a\0mimetypeapplication/epub+zipPK'],
  ['Java class', '\xca\xfe\xba\xbe\0\0\0\x37\0\x22'],
  ['Java class', '\xca\xfe\xba\xbe\0\0\0\x02\x01\0\0\x07'],
  ['bzip2 archive', 'BZh91AY&SY\x01\x02\xb3\0'],
  ['Zstandard archive', '\x28\xb5\x2f\xfd\x04\0'],
  ['old Office document', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'],
  ['icon', '\0\0\x01\0\x01\0\x10\x10'],
  ['AVIF image', '\0\0\0\x20ftypavif\0\0\0\0'],
  ['gzip archive', '\x1f\x8b\x08\0'],
  ['7-Zip archive', '7z\xbc\xaf\x27\x1c\0\x04'],
  ['RAR archive', 'Rar!\x1a\x07\x01\0'],
  ['tar archive', `notes.txt${'\0'.repeat(248)}ustar\0`],
  ['ELF program', '\x7fELF\x02\x01'],
  ['Windows program', 'MZ\x90\0\x03\0\0\0'],
  ['macOS program', '\xcf\xfa\xed\xfe\x07\0'],
  ['WebAssembly module', '\0asm\x01\0\0\0'],
  ['SQLite database', 'SQLite format 3\0\x10\0'],
  ['WOFF font', 'wOFF\0\x01\0\0'],
  ['WOFF2 font', 'wOF2\0\x01\0\0'],
  ['OpenType font', 'OTTO\0\x0b'],
  ['TrueType font', '\0\x01\0\0\0\x0f'],
  ['NumPy array', '\x93NUMPY\x01\0'],
  ['safetensors', '\x58\x02\0\0\0\0\0\0{"rnn.weight_ih_l0":'],
];

describe('files that are no text', () => {
  it.each(files)('%s', (looks, start) => {
    expect(recogniseFile(bytesOf(start))).toBe(looks);
  });

  it.each([
    'WEBP is small, and so is this.',
    'Format: WEBP is small.',
    'RIFF  12WAVE is how a recording begins.',
    'RIFF aaaAVI is how a film begins.',
    'GIF89a was the format of that year.',
    'GIF87a; and a bell\x07',
    '%PDF-1.4',
    '%PDF-1.4 is what such a file begins with, and then 1 0 obj.',
    '%PDF-1.4\nis what such a file begins with.',
    'The ftyp of a film',
    'Die ftypheic',
    'PK is short for Phil Katz, 03 04.',
    'PKzip',
    '%!PS-Adobe-3.0',
    'BZh91AY&SY are digits of pi.',
    '\xca\xfe\xba\xbe\xb5\xc4\xc3\xe6\xb0\xfc', // GBK
    '\xff\xd8\xff\xe0 \xef\xf0\xe8', // Cyrillic in Windows-1251
    '\xff\xfb \xef\xf0\xe8\xf8\xeb\xe8', // the same
    '\x28\xb5/\xfd \xb5', // Latin-1
    '\xcf\xfa\xed\xfe\xb5\xc4', // GBK
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

describe('control bytes', () => {
  const isBinary = (start: string) => {
    const histogram = new Uint32Array(256);
    for (const byte of bytesOf(start)) histogram[byte]++;
    return looksBinary(histogram);
  };
  const words = 'The lamp by the door was lit again.\n';

  it.each([
    ['overstrikes', 'N\bNA\bAM\bME\bE\n     _\bl_\bs\n'.repeat(9)],
    ['a progress bar', `${'10 %\b\b\b\b20 %\r'.repeat(9)}\n`],
    ['colours of a terminal', '\x1b[1;31mred\x1b[0m\x07\n'.repeat(9)],
    ['form feeds and vertical tabs', 'a\fb\vc\n'.repeat(9)],
    ['one zero in 400 bytes', `${words.repeat(11)}\0abc`],
    ['one zero in a line', `a short line\0`],
    ['the end of a text of DOS', `${words}\x1a`],
  ])('of a text: %s', (_, text) => expect(isBinary(text)).toBe(false));

  it.each([
    ['zeros', '\0'.repeat(100)],
    ['a zero in ten bytes', 'abcdefghi\0'.repeat(40)],
    [
      'every byte alike',
      String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i)).repeat(9),
    ],
  ])('of no text: %s', (_, text) => expect(isBinary(text)).toBe(true));
});
