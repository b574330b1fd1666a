/** What several problems are answered by. */
import { msg } from '@lit/localize';

export const wholeFile = (): string => msg('Choose a file that is complete and was not changed');

export const soundWeights = (): string =>
  msg('Go back to weights from before the training diverged');
