/** How far long work of the engine is. */

/** What is done: the page has the words. */
export type WorkPart =
  | 'reading'
  | 'decoding'
  | 'reading rows'
  | 'counting symbols'
  | 'replacing rare symbols'
  | 'numbering characters'
  | 'numbering words'
  | 'measuring entropy'
  | 'training a rival'
  | 'drawing weights'
  | 'compiling kernels';

export interface WorkDone {
  done: number;
  /** In the unit of this part. */
  total: number;
  what: WorkPart;
}

export type OnProgress = (done: number, total: number, what: WorkPart) => void;
