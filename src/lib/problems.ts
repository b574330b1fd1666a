/**
 * Every problem that a person can meet: a code, and values by name. Nothing is put into words where
 * it is found; the page has the words for each code, in `ui/words/`. Sizes are in bytes, names as
 * they were given.
 */
import type { FileKind } from './file-kinds.ts';
import type { RunTitle } from './run-name.ts';

type None = Record<string, never>;

/** Why something went wrong: a problem of ours, or what the browser said, in its own words. */
export type Reason = Problem | string;

/** With a text as a whole. */
interface TextProblems {
  'text empty': { name: string };
  'text of one character': { name: string };
  /** `bytes`: weights that each unit of the first layer would have. */
  'too many symbols': { name: string; symbols: number; limit: number; bytes: number };
  'not plain text': { name: string; looks: FileKind };
  'text too large': { name: string; bytes: number; limit: number };
  /** It is no longer there, or is a folder. */
  'file gone': { name: string };
  /** It may not be read, or is a folder. */
  'file not allowed': { name: string };
  'file unreadable': { name: string; reason: Reason };
  'text too short': { characters: number; needed: number };
  /** Of an archive, or of one thing in it: `texts.zip/a.txt`. */
  'not unpacked': { name: string; fault: ArchiveFault };
  /** Of all that was brought at once; `reason` is what is wrong with the first. */
  'no usable file': { name: string; files: number; reason: Reason };
  'too many files': { name: string; files: number; limit: number };
}

/** Why an archive, or what is in it, is not read. */
export type ArchiveFault =
  | 'damaged'
  | 'wrong checksum'
  | 'encrypted'
  /** An archive in an archive. */
  | 'nested'
  | 'unknown method'
  | 'too large'
  | 'nothing in it'
  /** Where one file is wanted. */
  | 'several in it'
  /** It is absolute, or leads out of the folder. */
  | 'unsafe name'
  | 'double name'
  /** As programs name what is not for people: `.DS_Store`, `__MACOSX`. */
  | 'hidden';

/** With data that are read row by row, without naming the row. */
interface RowProblems {
  // of the whole
  'no rows': None;
  'only a header': { columns: number };
  'no such column': { column: string; columns: string };
  'too many rows': { rows: number; limit: number };
  'too many columns': { columns: number; limit: number };
  'too many tags': { tags: number; limit: number };
  /** `first` is the line of the first one, `reason` what is wrong with it. */
  /** `columns`: their names. */
  'no labelled columns': { columns: string };
  'no pair columns': None;
  'single label': { label: string };
  'only test rows': { rows: number };
  'too many labels': { labels: number; limit: number };
  'label too long': { length: number; limit: number };
  'unknown part': { part: string };
  'label only tested': { label: string };
  'no usable rows': { rows: number; first: number; reason: Reason };
  'no tags': { start: string };
  // of a row that is not used
  'row too long': { length: number; limit: number };
  'control character': { character: string };
  'half a character': { position: number };
  'ragged columns': { columns: number; expected: number };
  'other delimiter': { delimiter: string; expected: string };
  'unclosed quote': None;
  'misplaced quote': None;
  'empty cell': { column: string };
  'missing tag': { word: string };
  'missing word': { tag: string };
  'unknown tag': { tag: string };
  'tag out of place': { tag: string; before: string };
  // of a row that is used all the same
  'duplicate header': { header: string; renamed: string };
}

/** With data, whatever they are. */
interface DataProblems {
  /** Of one row, named by the line of the file in which it begins, from 1. */
  'in a row': { row: number; problem: Problem };
  /** One of a task's own, with the words that the task brings for it. */
  'of a task': {
    task: string;
    problem: string;
    values: { [name: string]: string | number | undefined };
  };
  'no training rows': None;
  'no such built-in': { name: string; choices: string };
  'built-in not served': { name: string; status: number | null };
  'task not served': None;
}

interface SettingsProblems {
  /** `timeSteps` and `batchSize` are those of the settings. */
  'text shorter than a step': {
    characters: number;
    needed: number;
    batchSize: number;
    timeSteps: number;
  };
  /** `kind` is what is chosen. */
  'no such choice': { kind: 'task' | 'cell' | 'optimizer'; given: string; choices: string };
  /** Of so many symbols. */
  'nothing left to draw': { symbols: number };
  'lengths crossed': { shortest: number; longest: number };
  'kernels not offered': { kernels: string; engine: string; choices: string };
}

/** With the size of a net. */
interface NetProblems {
  'no open text': None;
  /** `part`: the weights, their moments … */
  'part too large': { part: string; bytes: number; largest: number };
  'copy too large': { bytes: number; largest: number };
  'over memory budget': { bytes: number; budget: number };
  'no memory': { part: string; bytes: number; engine: 'gpu' | 'cpu' };
  /** Nobody is told of it. */
  cancelled: None;
}

/** With what computes. */
interface DeviceProblems {
  'no WebGPU': None;
  'no adapter': None;
  'no answer': { seconds: number };
  'software GPU': { name: string };
  'no WebAssembly': { reason: Reason };
  'no CPU engine': None;
  'no engine': { reason: Reason };
  'device lost': { reason: Reason };
  'thread failed': None;
  'thread silent': None;
  'script not loaded': None;
  /** Of a worker, by the browser. */
  'message not read': None;
  'worker stopped': { reason: Reason };
  'error of the GPU': { reason: string };
  'no reason given': None;
  'kernel refused': { kernel: string; reason: Reason };
  /** A training step gives other numbers than the reference; `number` says which of them. */
  'wrong numbers': {
    engine: 'gpu' | 'cpu';
    name: string;
    kernels: string;
    cell: string;
    number: string;
    got: string;
    right: string;
  };
  /** Of the curves. */
  'no picture': None;
  /** Nobody foresaw it. */
  unforeseen: { reason: string };
}

interface TrainingProblems {
  'not finite': { step: number; learningRate: number; clipNorm: number };
}

/** There may be thousands of names. */
export interface NameList {
  /** The first few. */
  names: string[];
  /** Of all. */
  count: number;
}

/** With a file of weights or of a run. */
export interface FileProblems {
  'file too large': { bytes: number; limit: number };
  'file not read': { reason: string };
  'run too large': { headerBytes: number; valueBytes: number };
  'number not finite': { name: string; index: number; value: string };
  'not safetensors': { looks: FileKind };
  'file too short': { bytes: number };
  'header too long': { header: string; bytes: number; limit: number };
  'header unreadable': None;
  'metadata unreadable': None;
  'name too long': { name: string };
  'name not allowed': { name: string };
  'too many tensors': { tensors: number; limit: number };
  'tensor not described': { name: string };
  'kind not given': { name: string };
  'shape not allowed': { name: string };
  'place not given': { name: string };
  'tensor too large': { name: string };
  'bytes unlike the shape': {
    name: string;
    shape: string;
    kind: string;
    needed: number;
    given: number;
  };
  'hole between tensors': { name: string; begins: number; expected: number };
  'file cut off': { needed: number; given: number };
  'file too long': { needed: number; given: number };
  'record unreadable': None;
  'record incomplete': None;
  'record wrong': { field: string };
  'vocabulary disordered': None;
  'other version': { version: string; known: number };
  'setting not allowed': { setting: string; value: string };
  'curves beyond the step': { steps: number };
  'other moments': { given: number; needed: number };
  'other states': { given: number; needed: number };
  'state missing': { name: string };
  'tensor missing': { name: string; wanted: NameList; given: NameList };
  'tensor not needed': { name: string; wanted: NameList; given: NameList };
  'tensor of another shape': { name: string; given: string; wanted: string };
  'tensor of another kind': { name: string; kind: string };
  'weights without a text': None;
  'other vocabulary': { ofRun: number; ofText: number };
}

/** With what the browser keeps. */
interface KeptProblems {
  /** The browser keeps nothing for this page, as in some private windows. */
  'no storage': { reason: Reason };
  /** A page of an older version is open and has the folder for itself. */
  'older page': None;
  /** Another tab is busy with the folder for too long. */
  busy: None;
  /** The browser gives no more room. */
  'quota exceeded': { bytes: number; reason: Reason };
  /** It does not fit the budget, and nothing may be dropped for it. */
  'over budget': { bytes: number; usedBytes: number; budgetBytes: number };
  /** Anything else that went wrong with the disk. */
  'not written': { reason: Reason };
  /** It keeps the name that it has. `wanted`: '' where it was to have none. */
  'not renamed': RunTitle & { wanted: string; reason: Reason };
  /** The run itself cannot be saved: a number is not finite, or it is too large. */
  'not savable': { reason: Reason };
  /** It was deleted, here or in another tab. */
  gone: None;
  /** What was kept of it is damaged. */
  unreadable: RunTitle & { reason: Reason };
  /** Its text was not kept, and is not the one that is open. */
  'text missing': RunTitle & { characters: number };
  /** The open text becomes the run's own only with these settings of text. */
  'text settings': RunTitle & { settings: Record<string, string | number> };
  /** Another tab trains it: it cannot be deleted here. */
  'used elsewhere': RunTitle;
  /** There is no run that an undo could bring back. */
  'nothing replaced': None;
  /** There is no net of characters that could learn another text. */
  'nothing to go on with': None;
}

/** With a link: what it names was taken otherwise, or left out. `setting` is a key of the table. */
interface LinkProblems {
  'link of another version': { version: string; known: string };
  'key unknown': { key: string };
  'not a number': { setting: string; given: string; used: number };
  'out of range': { setting: string; given: string; used: number; least: number; most: number };
  'not whole': { setting: string; given: string; used: number };
  'words cut': { setting: string; kept: number; characters: number };
  'choice unknown': { setting: string; given: string; used: string };
  'presents neither': { given: string };
  'too many pins': { most: number; pins: number };
  'no pin': { given: string };
  'pin out of range': { place: 'layer' | 'unit'; given: string; used: number; most: number };
  'view unknown': { view: string };
  'too many tabs': { tabs: number; shown: string };
}

export interface ProblemAreas {
  text: TextProblems;
  rows: RowProblems;
  data: DataProblems;
  settings: SettingsProblems;
  net: NetProblems;
  device: DeviceProblems;
  training: TrainingProblems;
  checkpoint: FileProblems;
  kept: KeptProblems;
  link: LinkProblems;
}

type CodesOf<Area> = { [Code in keyof Area]: { code: Code; values: Area[Code] } }[keyof Area];

export type ProblemOf<Area extends keyof ProblemAreas> = CodesOf<ProblemAreas[Area]>;
/** Plain data: it goes to the page as it is. */
export type Problem = { [Area in keyof ProblemAreas]: ProblemOf<Area> }[keyof ProblemAreas];
/** What is to say of a link that was taken otherwise than it says. */
export type LinkRemark = ProblemOf<'link'>;
