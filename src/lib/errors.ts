/**
 * Errors that this project throws on purpose. What a person can meet is a problem, code and values,
 * which the page puts into words; what only those who write the code can meet is a mistake, in
 * English where it is thrown.
 */
import { inlineText } from './inline-text.ts';
import type { Problem, Reason } from './problems.ts';

/** A way out that the page can offer as a button. */
export type Remedy =
  /** Other values, by their names in the table of settings. */
  | { kind: 'settings'; settings: Readonly<Record<string, number | string>> }
  /** The start of a text that is too large as a whole. */
  | { kind: 'first part' }
  /** What looks like no text, read as one. */
  | { kind: 'read anyway' }
  /** What was refused for good reasons, which the person may know better. */
  | { kind: 'all the same' };

interface ProblemOptions extends ErrorOptions {
  /** The best first. */
  remedies?: readonly Remedy[];
}

/** Base of every error that a person can meet; `message` is for logs and tests. */
export class UnrolledError extends Error {
  readonly problem: Problem;
  readonly remedies: readonly Remedy[];

  constructor(problem: Problem, { remedies = [], ...options }: ProblemOptions = {}) {
    super(printed(problem), options);
    this.problem = problem;
    this.remedies = remedies;
    this.name = new.target.name;
  }
}

/** `text too large: name alice.txt, bytes 70000000, limit 67108864`. */
function printed({ code, values }: Problem): string {
  const listed = Object.entries(values).map(([name, value]) => `${name} ${printedValue(value)}`);
  return listed.length > 0 ? `${code}: ${listed.join(', ')}` : code;
}

function printedValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return inlineText(String(value));
  return 'code' in value ? `(${printed(value as Problem)})` : JSON.stringify(value);
}

/** No adapter, or one that lacks what the kernels need. */
export class UnsupportedDeviceError extends UnrolledError {}
/** The GPU went away, or no longer gives back what it was asked for. */
export class DeviceLostError extends UnrolledError {
  /** Whose loss it is: an error may arrive when there is another one already. */
  readonly backend: object;
  readonly reason: Reason;

  constructor(backend: object, reason: Reason, options?: ErrorOptions) {
    super({ code: 'device lost', values: { reason } }, options);
    this.backend = backend;
    this.reason = reason;
  }
}
/** The given text cannot be used; nothing was changed. */
export class TextError extends UnrolledError {}
/** A setting is out of its range or does not fit the others. */
export class SettingsError extends UnrolledError {}
/** The person cancelled: nobody is told. */
export class CancelledError extends UnrolledError {
  constructor() {
    super({ code: 'cancelled', values: {} });
  }
}
/** A loss, gradient norm or parameter stopped being a finite number. */
export class NotFiniteError extends UnrolledError {}
/** A file of weights or of a run cannot be used, or a run cannot be saved; nothing was changed. */
export class CheckpointError extends UnrolledError {}
/** The GPU did not compile a kernel. */
export class RefusedKernelError extends UnrolledError {}

export interface Mistake {
  /** The part that noticed: `matmul`, a file and a line … */
  where: string;
  what: string;
  /** Values by name, printed in the order given. */
  values?: Record<string, string | number>;
  advice: string;
}

/** Base of errors in the code itself: `<where>: <what is wrong>: <values by name>. <what to do>.` */
class MistakeError extends Error {
  constructor({ where, what, values = {}, advice }: Mistake) {
    const listed = Object.entries(values).map(([name, value]) => `${name} ${value}`);
    const detail = listed.length > 0 ? `: ${listed.join(', ')}` : '';
    super(`${where}: ${what}${detail}. ${advice}.`);
    this.name = new.target.name;
  }
}

/** Tensors of the wrong shape met. */
export class ShapeError extends MistakeError {}
/** The source of a kernel cannot be read or compiled. */
export class KernelError extends MistakeError {}

/** Of whatever was thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof UnrolledError) return error.problem;
  return { code: 'unforeseen', values: { reason: messageOf(error) } };
}

export function remediesOf(error: unknown): Remedy[] {
  return error instanceof UnrolledError ? [...error.remedies] : [];
}

/** Of whatever was thrown. */
export function reasonOf(error: unknown): Reason {
  return error instanceof UnrolledError ? error.problem : messageOf(error);
}

/** Of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
