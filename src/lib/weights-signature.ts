/** What a file looks like that is given as weights and is no safetensors file. */
import type { FileKind } from './file-kinds.ts';

const signatures: readonly { looks: FileKind; begins: string }[] = [
  { looks: 'ZIP archive of weights', begins: 'PK\x03\x04' },
  { looks: 'HDF5 file', begins: '\x89HDF' },
  { looks: 'GGUF file', begins: 'GGUF' },
  { looks: 'NumPy array', begins: '\x93NUMPY' },
  { looks: 'gzip archive', begins: '\x1f\x8b' },
  { looks: 'PDF document', begins: '%PDF-' },
  { looks: 'PNG image', begins: '\x89PNG' },
  { looks: 'JPEG image', begins: '\xff\xd8\xff' },
  { looks: 'pickle of weights', begins: '\x80\x02' },
  { looks: 'pickle', begins: '\x80\x03' },
  { looks: 'pickle', begins: '\x80\x04' },
  { looks: 'pickle', begins: '\x80\x05' },
  { looks: 'Git LFS pointer', begins: 'version https://git-lfs' },
  { looks: 'web page', begins: '<!DOCTYPE' },
  { looks: 'web page', begins: '<!doctype' },
  { looks: 'web page', begins: '<html' },
  { looks: 'JSON text', begins: '{' },
  { looks: 'JSON text', begins: '[' },
];

/** Bytes that are looked at. */
const nearLength = 512;

/** Null if the bytes begin like nothing that is known. */
export function recogniseWeights(file: Uint8Array): FileKind | null {
  const near = file.subarray(0, nearLength);
  const known = signatures.find(({ begins }) =>
    Array.from(begins).every((character, index) => near[index] === character.charCodeAt(0)),
  );
  return known?.looks ?? (isPlainText(near) ? 'text' : null);
}

/** No control characters but those that lay out a text, and none that no encoding has there. */
function isPlainText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte < 0xfe) || (byte >= 0x09 && byte <= 0x0d));
}
