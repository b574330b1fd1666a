/** What is said of packed texts, and of what cannot be packed or opened: `packing: <what>. <what to do>.` */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { PackedText, PackingProblem, PackingProblems } from '../../protocol/packing.ts';
import { bytes, fixed, grouped } from '../format.ts';
import { soundWeights, wholeFile } from '../words/problems/advice.ts';

interface Said {
  what: string;
  advice: string;
}

const anotherFile = () => msg('Choose a file that was saved here by Save packed file');

const levels = {
  character: () => msg('characters'),
  word: () => msg('words'),
  piece: () => msg('pieces'),
};
const sequences = {
  stream: () => msg('in one stream'),
  sentence: () => msg('in sentences'),
};

const packingWords: {
  [Code in keyof PackingProblems]: (values: PackingProblems[Code]) => Said;
} = {
  'no net to pack with': () => ({
    what: msg('there is no net that continues a text'),
    advice: msg('Build one with Continue a text, then pack again'),
  }),
  'net reads ahead': () => ({
    what: msg('this net reads both ways, so it knows what it should foretell'),
    advice: msg('Choose a net that reads forward'),
  }),
  'net without odds': () => ({
    what: msg('the net gives numbers that are no probabilities'),
    advice: soundWeights(),
  }),
  'text not in UTF-8': () => ({
    what: msg('the file is no text in UTF-8'),
    advice: msg('Save it as UTF-8, or paste its text'),
  }),
  'text too long to pack': ({ characters, limit }) => ({
    what: msg(
      str`the text is too long: characters ${grouped(characters)}, limit ${grouped(limit)}`,
    ),
    advice: msg('Choose a part of it'),
  }),
  'packed file empty': () => ({ what: msg('the file is empty'), advice: anotherFile() }),
  'no packed file': () => ({
    what: msg('the file was not packed by a net of this page'),
    advice: anotherFile(),
  }),
  'packed file damaged': () => ({
    what: msg('the file is damaged, or a part of it is missing'),
    advice: wholeFile(),
  }),
  'packed by another version': ({ version, known }) => ({
    what: msg(
      str`the file was packed by another version of the page: version ${version}, known ${known}`,
    ),
    advice: msg('Open it in a page of that version'),
  }),
  'packed with other tokens': ({ level, sequences: order, ownLevel, ownSequences }) => ({
    what: msg(
      str`the file was packed by a net with other tokens: in the file ${levels[level]()} ${sequences[order]()}, in this net ${levels[ownLevel]()} ${sequences[ownSequences]()}`,
    ),
    advice: msg('Load the run that packed it'),
  }),
  'packed with another vocabulary': () => ({
    what: msg('the file was packed by a net with another vocabulary'),
    advice: msg('Load the run that packed it, with its text'),
  }),
  'packed with other weights': ({ step, ownStep }) => ({
    what: msg(
      str`the file was packed by a net with other weights: in the file those of step ${grouped(step)}, in this net those of step ${grouped(ownStep)}`,
    ),
    advice: msg('Load the run as it was when it packed the file'),
  }),
  'unpacked otherwise': () => ({
    what: msg('what came out is not the text that was packed: this browser computes otherwise'),
    advice: msg('Open it in the browser that packed it'),
  }),
  'nothing held out': ({ title }) => ({
    what: msg(str`nothing is held out of a text: ${inlineText(title, 100)}`),
    advice: msg('Train on it with a part held out'),
  }),
  'kept run not read': () => ({
    what: msg('a kept run cannot be read, or its text is not there'),
    advice: msg('Open it in Kept runs, which says why'),
  }),
  'packing failed': ({ reason }) => ({
    what: msg(str`this failed: reason ${inlineText(reason, 300).replace(/[.\s]+$/, '')}`),
    advice: msg('Try again, or reload the page'),
  }),
};

export function packingSentence({ code, values }: PackingProblem): string {
  const { what, advice } = (packingWords[code] as (values: object) => Said)(values);
  return msg(str`packing: ${what}. ${advice}.`);
}

/** Beside gzip, what the net makes of it. */
export function packedSentence({ bytes: { net, gzip }, step, escaped }: PackedText): string {
  const spelled =
    escaped === 0
      ? ''
      : escaped === 1
        ? msg(' One symbol that the net lacks is spelled.')
        : msg(str` ${grouped(escaped)} symbols that the net lacks are spelled.`);
  return `${comparison(net, gzip)} ${msg(str`Packed with the weights of step ${grouped(step)}.`)}${spelled}`;
}

function comparison(net: number, gzip: number | null): string {
  if (gzip === null) return msg(str`The net packs it into ${bytes(net)}.`);
  if (net === gzip) return msg(str`The net and gzip both take ${bytes(net)}.`);
  const share = fixed((100 * Math.abs(gzip - net)) / gzip, 1);
  return net < gzip
    ? msg(str`The net takes ${share} % less than gzip.`)
    : msg(str`The net takes ${share} % more than gzip.`);
}

export interface PackedRow {
  name: string;
  isNet: boolean;
  bytes: number;
  /** Of the text. */
  bitsPerCharacter: number;
}

/** From what takes least to what takes most. */
export function packedRows({ bytes: all, characters }: PackedText): PackedRow[] {
  const net = msg('the net');
  const named: [string, number | null][] = [
    [net, all.net],
    ['gzip', all.gzip],
    [msg('bigram'), all.bigram],
    [msg('chance'), all.chance],
    ['UTF-8', all.plain],
  ];
  return named
    .flatMap(([name, size]) =>
      size === null
        ? []
        : [{ name, isNet: name === net, bytes: size, bitsPerCharacter: (8 * size) / characters }],
    )
    .sort((a, b) => a.bytes - b.bytes);
}
