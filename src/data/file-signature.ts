/** Recognises files that are no text, by how they begin and by the bytes they are made of. */

/** `bytes` at `offset` mean `looks`; a space-separated list of hexadecimal bytes. */
const signatures: { looks: string; bytes: string; offset?: number }[] = [
  { looks: 'a PNG image', bytes: '89 50 4e 47' },
  { looks: 'a JPEG image', bytes: 'ff d8 ff' },
  { looks: 'a GIF image', bytes: '47 49 46 38' },
  { looks: 'a WebP image', bytes: '57 45 42 50', offset: 8 },
  { looks: 'a PDF document', bytes: '25 50 44 46 2d' },
  { looks: 'a ZIP archive (also .docx, .epub, .odt)', bytes: '50 4b 03 04' },
  { looks: 'an empty ZIP archive', bytes: '50 4b 05 06' },
  { looks: 'an old Word, Excel or PowerPoint file', bytes: 'd0 cf 11 e0' },
  { looks: 'a gzip archive', bytes: '1f 8b' },
  { looks: 'a bzip2 archive', bytes: '42 5a 68 39 31 41 59' },
  { looks: 'an xz archive', bytes: 'fd 37 7a 58 5a 00' },
  { looks: 'a 7-Zip archive', bytes: '37 7a bc af 27 1c' },
  { looks: 'a Zstandard archive', bytes: '28 b5 2f fd' },
  { looks: 'a program (ELF)', bytes: '7f 45 4c 46' },
  { looks: 'a WebAssembly module', bytes: '00 61 73 6d' },
  { looks: 'an SQLite database', bytes: '53 51 4c 69 74 65 20 66 6f 72 6d 61 74 20 33 00' },
  { looks: 'an MP3 recording', bytes: '49 44 33' },
  { looks: 'an Ogg recording', bytes: '4f 67 67 53 00' },
  { looks: 'a video', bytes: '66 74 79 70', offset: 4 },
];

/** For people, `a PNG image`; null if the bytes begin like no known kind of file. */
export function recogniseFile(bytes: Uint8Array): string | null {
  const match = signatures.find(({ bytes: signature, offset = 0 }) =>
    signature
      .split(' ')
      .every((byte, index) => bytes[offset + index] === Number.parseInt(byte, 16)),
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
