/** The heading of what lines or sentences begin with. */
import { msg } from '@lit/localize';
import type { RowKind } from '../words/rows.ts';

export const beginWords = (rows: RowKind): string =>
  rows === 'sentences' ? msg('How sentences begin') : msg('How lines begin');
