/** Of what the validation loss is, what it does not heed, or why there is none. */
import { msg, str } from '@lit/localize';
import type { ValidationResult } from '../../protocol/training.ts';
import { grouped } from '../format.ts';
import type { Session } from '../state/session.ts';
import { notHeldOutWords } from '../words/rows.ts';
import { unitNameFor } from '../words/units.ts';

export function validationWords(session: Session, latest: ValidationResult | undefined): string {
  const { pins, settings, task, text } = session;
  const ignored = pins.list.value.length > 0 ? msg('Validation ignores the pins.') : '';
  if (!latest) {
    const info = text.info.value;
    if (info?.heldOutTokens === 0) return notHeldOutWords(info, settings.value.heldOut);
    return ignored || msg('not validated yet');
  }
  const measured = msg(
    str`step ${grouped(latest.step)}: ${grouped(latest.tokens)} of ${grouped(latest.total)} held-out ${unitNameFor(task.answered, latest.total)}`,
  );
  return ignored ? msg(str`${measured}, without the pins`) : measured;
}
