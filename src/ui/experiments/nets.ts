/** Nets that experiments begin with: small enough to learn within seconds on a CPU. */
import { msg, str } from '@lit/localize';
import type { Settings } from '../../config/settings.ts';
import { grouped } from '../format.ts';
import type { Lab } from './lab.ts';

export const small: Partial<Settings> = { hiddenSize: 64, cell: 'lstm' };
/** Steps after which a net has learned enough to be looked at. */
export const enough = 500;

/** The LSTM that is there, where it has been trained; else a new one. */
export async function trainedLstm(lab: Lab): Promise<void> {
  const { net, progress } = lab.page;
  const isLstm = ['lstm', 'lstm-peephole'].includes(net.info.value?.cell ?? '');
  if (!isLstm || progress.value.step < enough) await train(lab, small, msg('an LSTM'), enough);
}

/** The net that is there, where it has been trained; else a new LSTM. */
export async function trainedNet(lab: Lab): Promise<void> {
  if (lab.page.progress.value.step < enough) await train(lab, small, msg('an LSTM'), enough);
}

export async function train(
  lab: Lab,
  changes: Partial<Settings>,
  name: string,
  steps: number,
): Promise<void> {
  lab.say(msg(str`Training ${name} for ${grouped(steps)} steps …`));
  await lab.train(lab.settings(changes), steps);
}
