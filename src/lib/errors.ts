/**
 * Errors that a person reads. One grammar everywhere:
 * `<where>: <what is wrong>: <values by name>. <what to do>.`
 */
import { inlineText } from './inline-text.ts';

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

export interface Problem {
  /** The part that noticed: `text`, `settings`, `matmul`, `device` … */
  where: string;
  what: string;
  /** Values by name, printed in the order given. */
  values?: Record<string, string | number>;
  advice: string;
  /** The best first. */
  remedies?: readonly Remedy[];
}

/** In the grammar of all errors. */
export function describeProblem({ where, what, values, advice }: Problem): string {
  const listed = Object.entries(values ?? {}).map(
    ([name, value]) => `${name} ${inlineText(String(value))}`,
  );
  const detail = listed.length > 0 ? `: ${listed.join(', ')}` : '';
  return `${where}: ${what}${detail}. ${advice}.`;
}

/** Base of every error this project throws on purpose; `message` follows the grammar above. */
export class UnrolledError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(describeProblem(problem), options);
    this.problem = problem;
    this.name = new.target.name;
  }
}

/** No adapter, or one that lacks what the kernels need. */
export class UnsupportedDeviceError extends UnrolledError {}
/** The GPU went away, or no longer gives back what it was asked for. */
export class DeviceLostError extends UnrolledError {
  /** Whose loss it is: an error may arrive when there is another one already. */
  readonly backend: object;

  constructor(backend: object, cause: unknown) {
    super(
      {
        where: 'device',
        what: 'what computes gives nothing back',
        values: { reason: messageOf(cause) },
        advice: 'Wait until it is there again, or reload the page',
      },
      { cause },
    );
    this.backend = backend;
  }
}
/** A shader or pipeline did not compile. */
export class KernelError extends UnrolledError {}
/** Tensors of the wrong shape met. */
export class ShapeError extends UnrolledError {}
/** The given text cannot be used; nothing was changed. */
export class TextError extends UnrolledError {}
/** A setting is out of its range or does not fit the others. */
export class SettingsError extends UnrolledError {}
/** The person cancelled. */
export class CancelledError extends UnrolledError {}
/** A loss, gradient norm or parameter stopped being a finite number. */
export class NotFiniteError extends UnrolledError {}
/** A file of weights or of a run cannot be used, or a run cannot be saved; nothing was changed. */
export class CheckpointError extends UnrolledError {}

/** Of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
