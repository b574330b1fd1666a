/** What a file looks like that is given as weights and is no safetensors file. */

const signatures: readonly { looks: string; begins: string }[] = [
  { looks: 'a ZIP archive, as .pt, .pth and .keras files are', begins: 'PK\x03\x04' },
  { looks: 'an HDF5 file, as .h5 files are', begins: '\x89HDF' },
  { looks: 'a GGUF file', begins: 'GGUF' },
  { looks: 'a NumPy array', begins: '\x93NUMPY' },
  { looks: 'a gzip archive', begins: '\x1f\x8b' },
  { looks: 'a PDF document', begins: '%PDF-' },
  { looks: 'a PNG image', begins: '\x89PNG' },
  { looks: 'a JPEG image', begins: '\xff\xd8\xff' },
  { looks: 'a pickle of Python, as old .pt files are', begins: '\x80\x02' },
  { looks: 'a pickle of Python', begins: '\x80\x03' },
  { looks: 'a pickle of Python', begins: '\x80\x04' },
  { looks: 'a pickle of Python', begins: '\x80\x05' },
  { looks: 'a pointer of Git LFS, not the file itself', begins: 'version https://git-lfs' },
  { looks: 'a web page', begins: '<!DOCTYPE' },
  { looks: 'a web page', begins: '<!doctype' },
  { looks: 'a web page', begins: '<html' },
  { looks: 'a JSON text', begins: '{' },
  { looks: 'a JSON text', begins: '[' },
];

/** Bytes that are looked at. */
const nearLength = 512;

/** For people, `a web page`; null if the bytes begin like nothing that is known. */
export function recogniseWeights(file: Uint8Array): string | null {
  const near = file.subarray(0, nearLength);
  const known = signatures.find(({ begins }) =>
    Array.from(begins).every((character, index) => near[index] === character.charCodeAt(0)),
  );
  return known?.looks ?? (isPlainText(near) ? 'a text' : null);
}

/** No control characters but those that lay out a text, and none that no encoding has there. */
function isPlainText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte < 0xfe) || (byte >= 0x09 && byte <= 0x0d));
}
