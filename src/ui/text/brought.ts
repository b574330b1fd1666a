/** What becomes of everything that is dropped, chosen or pasted: it is opened, or told of. */
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { BroughtFile } from '../../protocol/text-info.ts';

/** A file, in a folder by its path, or, where that is known, a folder. */
export type Dropped =
  { name: string; file: File } | { name: string; folder: FileSystemDirectoryEntry | true };

export interface Outcome {
  /** To be opened as a text: one, or several as one. */
  texts: readonly BroughtFile[];
  /** To be loaded as a run or as weights. */
  run?: File;
  /** What was done with the rest, in sentences; empty when there is none. */
  remark: string;
}

/** All texts as one, or the first, else one run; what is left is named. @param joins the task reads several */
export function sortDropped(dropped: readonly Dropped[], joins: boolean): Outcome {
  const files = dropped.flatMap((one) => ('file' in one ? [one] : []));
  const folders = dropped.flatMap((one) => ('folder' in one ? [one.name] : []));
  const isRun = ({ name }: Dropped) => name.toLowerCase().endsWith('.safetensors');
  const all = files.filter((one) => !isRun(one));
  const texts = joins ? all : all.slice(0, 1);
  const [text] = texts;
  const run = text ? undefined : files.find(isRun);
  const taken = text ?? run;
  const others = files.filter((one) => one !== run && !texts.includes(one));
  const remarks: string[] = [];
  if (taken && others.length > 0) {
    const left = namesOf(others.filter((file) => !isRun(file) || run));
    if (left) {
      remarks.push(
        run
          ? msg(str`Loading ${quoted(taken.name)}. Not loaded: ${left}. One run at a time.`)
          : msg(str`Opening ${quoted(taken.name)}. Not opened: ${left}. One text at a time.`),
      );
    }
    const runs = namesOf(others.filter((file) => isRun(file) && text));
    if (runs) {
      remarks.push(
        msg(str`Not loaded: ${runs}. Drop it again once ${quoted(taken.name)} is open.`),
      );
    }
  }
  for (const name of folders) {
    remarks.push(msg(str`${quoted(name)} is a folder. Drop a file from it.`));
  }
  if (dropped.length === 0) remarks.push(msg('Nothing you dropped can be opened.'));
  return {
    texts: texts.map(({ name, file }) => ({ path: name, file })),
    ...(run && { run: run.file }),
    remark: remarks.join(' '),
  };
}

export interface Pasted {
  plain: string;
  files: readonly File[];
  /** There are words, but only with their formatting. */
  hasMarkup: boolean;
}

/** Words before pictures: a spreadsheet brings both. */
export function sortPasted(
  { plain, files, hasMarkup }: Pasted,
  joins: boolean,
): Outcome & { words?: string } {
  const [file] = files;
  if (plain.trim() !== '' && !isNameOf(plain, files))
    return { words: plain, texts: [], remark: '' };
  if (file)
    return sortDropped(
      files.map((one) => ({ name: one.name, file: one })),
      joins,
    );
  if (plain !== '') return { words: plain, texts: [], remark: '' };
  return {
    texts: [],
    remark: hasMarkup
      ? msg('The clipboard holds formatted text only. Copy it as plain text, then paste again.')
      : msg('The clipboard holds no text.'),
  };
}

/** Copied files bring their names or addresses as the text. */
function isNameOf(plain: string, files: readonly File[]): boolean {
  const lines = plain.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const isName = (line: string) =>
    files.some(({ name }) => name !== '' && decoded(line).trim().endsWith(name));
  return files.length > 0 && lines.every(isName);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function quoted(name: string): string {
  return `“${inlineText(name, 80)}”`;
}

/** The first few by name. */
function namesOf(files: readonly Dropped[]): string {
  const named = files.slice(0, 5).map(({ name }) => quoted(name));
  const more = files.length - named.length;
  return (more > 0 ? [...named, msg(str`${more} more`)] : named).join(', ');
}
