/** What is read and what is to be written, as generators make them and files have them. */
export interface Pair {
  source: string;
  target: string;
  /**
   * What it is made of: each of them is trained on or held out, with all pairs that have it. The first
   * stands for the pair itself.
   */
  groups: readonly string[];
}
