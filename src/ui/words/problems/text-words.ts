/** What is said of a text that cannot be used. */
import { msg, str } from '@lit/localize';
import type { ArchiveFault } from '../../../lib/problems.ts';
import { bytes, grouped } from '../../format.ts';
import { fileKind } from './file-kinds.ts';
import type { WordsOf } from './said.ts';

const moreText = () =>
  msg('Choose a text of at least a few thousand characters: a net learns from repetition');
const again = () => msg('Check that it is a file that is still there, then choose it again');

const faults: Record<ArchiveFault, () => string> = {
  damaged: () => msg('it is damaged or cut off'),
  'wrong checksum': () => msg('its checksum is wrong'),
  encrypted: () => msg('it is encrypted'),
  nested: () => msg('it is an archive within an archive'),
  'unknown method': () => msg('it is packed in an unknown way'),
  'too large': () => msg('it is too large for one text'),
  'nothing in it': () => msg('no file is in it'),
  'several in it': () => msg('several texts are in it, and this task reads one'),
  'unsafe name': () => msg('its name leads out of the archive'),
  'double name': () => msg('another file has the same name'),
  hidden: () => msg('it is a hidden file'),
};

export const textWords: WordsOf<'text'> = {
  'text empty': ({ name }) => ({
    what: msg(str`the text is empty: name ${name}`),
    advice: moreText(),
  }),
  'text of one character': ({ name }) => ({
    what: msg(str`the text is a single character: name ${name}`),
    advice: moreText(),
  }),
  'too many symbols': ({ name, symbols, limit, bytes: size }) => ({
    what: msg(
      str`the text has too many different characters: name ${name}, symbols ${grouped(symbols)}, limit ${grouped(limit)}, weights per unit ${bytes(size)}`,
    ),
    advice: msg(
      'Read the rare ones as one unknown symbol, or check that it was saved as text in one encoding',
    ),
  }),
  'not plain text': ({ name, looks }) => ({
    what: msg(str`this file is not plain text: file ${name}, looks like ${fileKind(looks)}`),
    advice: msg('Choose a text file, save the text of this one as plain text, or read it anyway'),
  }),
  'text too large': ({ name, bytes: size, limit }) => ({
    what: msg(str`the text is too large: name ${name}, size ${bytes(size)}, limit ${bytes(limit)}`),
    advice: msg(str`Use its first ${bytes(limit)}, or choose a smaller text`),
  }),
  'file gone': ({ name }) => ({
    what: msg(
      str`the file could not be read, because it is no longer there or is a folder: name ${name}`,
    ),
    advice: again(),
  }),
  'file not allowed': ({ name }) => ({
    what: msg(
      str`the file could not be read, because the browser may not read it or it is a folder: name ${name}`,
    ),
    advice: again(),
  }),
  'file unreadable': ({ name, reason }, { why }) => ({
    what: msg(str`the file could not be read: name ${name}, reason ${why(reason).what}`),
    advice: again(),
  }),
  'not unpacked': ({ name, fault }) => ({
    what: msg(str`this cannot be unpacked: name ${name}, reason ${faults[fault]()}`),
    advice: msg('Unpack it on your computer, and choose the text files'),
  }),
  'no usable file': ({ name, files, reason }, { why }) => ({
    what: msg(
      str`none of the files can be read: name ${name}, files ${grouped(files)}; of the first, ${why(reason).what}`,
    ),
    advice: msg('Choose text files'),
  }),
  'too many files': ({ name, files, limit }) => ({
    what: msg(
      str`there are too many files: name ${name}, files ${grouped(files)}, limit ${grouped(limit)}`,
    ),
    advice: msg('Choose fewer, or join some of them'),
  }),
  'text too short': ({ characters, needed }) => ({
    what: msg(
      str`the training part is too short for any net to learn from: characters needed ${grouped(needed)}, characters in the training part ${grouped(characters)}`,
    ),
    advice: msg('Choose a longer text or hold out less'),
  }),
};
