/** What files are that are given as something else, to stand within a sentence. */
import { msg } from '@lit/localize';
import type { FileKind } from '../../../lib/file-kinds.ts';

export function fileKind(kind: FileKind): string {
  switch (kind) {
    case 'PNG image':
      return msg('a PNG image');
    case 'JPEG image':
      return msg('a JPEG image');
    case 'GIF image':
      return msg('a GIF image');
    case 'WebP image':
      return msg('a WebP image');
    case 'AVI video':
      return msg('an AVI video');
    case 'WAV recording':
      return msg('a WAV recording');
    case 'TIFF image':
      return msg('a TIFF image');
    case 'Photoshop image':
      return msg('a Photoshop image');
    case 'BMP image':
      return msg('a BMP image');
    case 'icon':
      return msg('an icon');
    case 'HEIC image':
      return msg('a HEIC image');
    case 'AVIF image':
      return msg('an AVIF image');
    case 'video':
      return msg('a video');
    case 'Matroska video':
      return msg('a Matroska or WebM video');
    case 'MP3 recording':
      return msg('an MP3 recording');
    case 'Ogg recording':
      return msg('an Ogg recording');
    case 'FLAC recording':
      return msg('a FLAC recording');
    case 'MIDI file':
      return msg('a MIDI file');
    case 'PDF document':
      return msg('a PDF document');
    case 'EPUB book':
      return msg('an EPUB book');
    case 'OpenDocument file':
      return msg('an OpenDocument file (.odt, .ods …)');
    case 'Office document':
      return msg('an Office document (.docx, .xlsx …)');
    case 'ZIP archive':
      return msg('a ZIP archive (also .docx, .epub, .odt)');
    case 'empty ZIP archive':
      return msg('an empty ZIP archive');
    case 'old Office document':
      return msg('an old Word, Excel or PowerPoint file');
    case 'gzip archive':
      return msg('a gzip archive');
    case 'bzip2 archive':
      return msg('a bzip2 archive');
    case 'xz archive':
      return msg('an xz archive');
    case '7-Zip archive':
      return msg('a 7-Zip archive');
    case 'RAR archive':
      return msg('a RAR archive');
    case 'Zstandard archive':
      return msg('a Zstandard archive');
    case 'tar archive':
      return msg('a tar archive');
    case 'ELF program':
      return msg('a program (ELF)');
    case 'Windows program':
      return msg('a program (Windows)');
    case 'macOS program':
      return msg('a program (macOS)');
    case 'Java class':
      return msg('a Java class or a macOS program');
    case 'WebAssembly module':
      return msg('a WebAssembly module');
    case 'SQLite database':
      return msg('an SQLite database');
    case 'WOFF font':
      return msg('a font (WOFF)');
    case 'WOFF2 font':
      return msg('a font (WOFF2)');
    case 'TrueType font':
      return msg('a font (TrueType)');
    case 'OpenType font':
      return msg('a font (OpenType)');
    case 'NumPy array':
      return msg('a NumPy array');
    case 'safetensors':
      return msg('weights (.safetensors), which “Load” opens');
    case 'ZIP archive of weights':
      return msg('a ZIP archive, as .pt, .pth and .keras files are');
    case 'HDF5 file':
      return msg('an HDF5 file, as .h5 files are');
    case 'GGUF file':
      return msg('a GGUF file');
    case 'pickle of weights':
      return msg('a pickle of Python, as old .pt files are');
    case 'pickle':
      return msg('a pickle of Python');
    case 'Git LFS pointer':
      return msg('a pointer of Git LFS, not the file itself');
    case 'web page':
      return msg('a web page');
    case 'JSON text':
      return msg('a JSON text');
    case 'text':
      return msg('a text');
    case 'RTF':
      return msg('RTF, the rich text of a word processor');
    case 'UTF-32':
      return msg('UTF-32 text, which browsers cannot decode');
    case 'binary data':
      return msg('binary data');
  }
}
