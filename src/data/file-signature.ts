/** Recognises files that are no text, by how they begin and by the bytes they are made of. */

/**
 * `bytes` at `offset` mean `looks`; a space-separated list of hexadecimal bytes. Where these could
 * also begin a text, `binary` asks for a zero byte near them.
 */
const signatures: { looks: string; bytes: string; offset?: number; binary?: true }[] = [
  { looks: 'a PNG image', bytes: '89 50 4e 47' },
  { looks: 'a JPEG image', bytes: 'ff d8 ff' },
  { looks: 'a GIF image', bytes: '47 49 46 38 37 61' },
  { looks: 'a GIF image', bytes: '47 49 46 38 39 61' },
  { looks: 'a WebP image', bytes: '57 45 42 50', offset: 8 },
  { looks: 'a TIFF image', bytes: '49 49 2a 00' },
  { looks: 'a TIFF image', bytes: '4d 4d 00 2a' },
  { looks: 'a Photoshop image', bytes: '38 42 50 53 00 01' },
  { looks: 'a BMP image', bytes: '42 4d', binary: true },
  { looks: 'a HEIC image', bytes: '66 74 79 70 68 65 69 63', offset: 4 },
  { looks: 'an AVIF image', bytes: '66 74 79 70 61 76 69 66', offset: 4 },
  { looks: 'a video', bytes: '66 74 79 70', offset: 4 },
  { looks: 'a Matroska or WebM video', bytes: '1a 45 df a3' },
  { looks: 'an AVI video', bytes: '41 56 49 20', offset: 8, binary: true },
  { looks: 'a WAV recording', bytes: '57 41 56 45', offset: 8, binary: true },
  { looks: 'an MP3 recording', bytes: '49 44 33', binary: true },
  { looks: 'an MP3 recording', bytes: 'ff fb', binary: true },
  { looks: 'an Ogg recording', bytes: '4f 67 67 53 00' },
  { looks: 'a FLAC recording', bytes: '66 4c 61 43 00' },
  { looks: 'a MIDI file', bytes: '4d 54 68 64 00' },
  { looks: 'a PDF document', bytes: '25 50 44 46 2d' },
  { looks: 'a ZIP archive (also .docx, .epub, .odt)', bytes: '50 4b 03 04' },
  { looks: 'an empty ZIP archive', bytes: '50 4b 05 06' },
  { looks: 'an old Word, Excel or PowerPoint file', bytes: 'd0 cf 11 e0' },
  { looks: 'a gzip archive', bytes: '1f 8b' },
  { looks: 'a bzip2 archive', bytes: '42 5a 68 39 31 41 59' },
  { looks: 'an xz archive', bytes: 'fd 37 7a 58 5a 00' },
  { looks: 'a 7-Zip archive', bytes: '37 7a bc af 27 1c' },
  { looks: 'a RAR archive', bytes: '52 61 72 21 1a 07' },
  { looks: 'a Zstandard archive', bytes: '28 b5 2f fd' },
  { looks: 'a tar archive', bytes: '75 73 74 61 72', offset: 257, binary: true },
  { looks: 'a program (ELF)', bytes: '7f 45 4c 46' },
  { looks: 'a program (Windows)', bytes: '4d 5a', binary: true },
  { looks: 'a program (macOS)', bytes: 'cf fa ed fe' },
  { looks: 'a Java class or a macOS program', bytes: 'ca fe ba be' },
  { looks: 'a WebAssembly module', bytes: '00 61 73 6d' },
  { looks: 'an SQLite database', bytes: '53 51 4c 69 74 65 20 66 6f 72 6d 61 74 20 33 00' },
  { looks: 'a font (WOFF)', bytes: '77 4f 46 46', binary: true },
  { looks: 'a font (WOFF2)', bytes: '77 4f 46 32', binary: true },
  { looks: 'a font (TrueType)', bytes: '00 01 00 00 00' },
  { looks: 'a font (OpenType)', bytes: '4f 54 54 4f 00' },
  { looks: 'a NumPy array', bytes: '93 4e 55 4d 50 59' },
  // the length of a header of less than 64 KiB, then the header
  { looks: 'weights (.safetensors), which “Load” opens', bytes: '00 00 00 00 00 00 7b', offset: 2 },
];

/** Bytes looked at for a zero. */
const nearLength = 512;

/** For people, `a PNG image`; null if the bytes begin like no known kind of file. */
export function recogniseFile(bytes: Uint8Array): string | null {
  const near = bytes.subarray(0, nearLength);
  const match = signatures.find(
    ({ bytes: signature, offset = 0, binary }) =>
      signature
        .split(' ')
        .every((byte, index) => bytes[offset + index] === Number.parseInt(byte, 16)) &&
      (!binary || near.includes(0)),
  );
  return match?.looks ?? null;
}

/** Of a byte histogram [256]: whether it holds more control bytes than any text would. */
export function looksBinary(histogram: Uint32Array): boolean {
  let total = 0;
  let controls = 0;
  histogram.forEach((count, byte) => {
    total += count;
    // Tab, newlines and form feed are text; so is escape, which ISO-2022 switches alphabets with.
    if ((byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b) || byte === 0x7f) {
      controls += count;
    }
  });
  return histogram[0] > total / 1000 || controls > total / 50;
}
