/** Why a panel has nothing to show, where more than one says so. */
import { msg } from '@lit/localize';

export const answersNeedNet = (): string =>
  msg('The answers need a net, but none can be built here.');

export const noLossOfLine = (): string =>
  msg('This line has no labels, so there is no loss to differentiate.');

export const noAnswerToSource = (): string =>
  msg('The data have no answer to this source, so there is no loss to differentiate.');
