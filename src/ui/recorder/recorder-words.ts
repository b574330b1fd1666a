/** What is said while something is recorded. */
import { msg, str } from '@lit/localize';
import type { Device } from './capture.ts';
import { grouped } from '../format.ts';
import type { TakingState } from './taking.ts';

export function howWords(device: Device): string {
  return device === 'microphone'
    ? msg(
        'Record about 20 of each: press Record, then say the word again and again, with a short pause between. Each is taken when it can be heard. Kept is only how loud 20 bands of pitch are, frame by frame.',
      )
    : msg(
        'Record about 20 of each: press Record, then make the gesture whenever the red mark shows. Kept is only how much 24 parts of the picture change, frame by frame.',
      );
}

/** Of the picture that shows it. */
export const seenName = (): string => msg('What the camera sees');

/** Of the field of a class. @param at from 0 */
export const classField = (at: number): string => msg(str`Name of class ${at + 1}`);

/** Of a class whose name stays. @param at from 0 */
export function keptNameWords(why: 'empty' | 'taken', at: number, given: string, name: string) {
  const place = classField(at);
  return why === 'empty'
    ? msg(str`${place}: it is empty. It stays “${name}”: type another one.`)
    : msg(str`${place}: another class has it: ${given}. It stays “${name}”: type another one.`);
}

/** Before all are deleted: where they are still. @param runs how many were trained on them */
export function copiesWords(runs: number): string {
  return runs === 1
    ? msg('1 kept run was trained on them and has a copy of its own, with which it goes on.')
    : msg(
        str`${grouped(runs)} kept runs were trained on them and have copies of their own, with which they go on.`,
      );
}

/** Nothing is read aloud into an open microphone: it would be recorded. */
export function livenessOf(state: TakingState, device: Device): 'off' | 'polite' {
  const isHeard = device === 'microphone' && state !== 'off' && state !== 'opening';
  return isHeard ? 'off' : 'polite';
}

export function stateWords(state: TakingState, device: Device, name: string): string {
  switch (state) {
    case 'off':
      return '';
    case 'opening':
      return device === 'microphone'
        ? msg('Waiting for the microphone: your browser may ask you.')
        : msg('Waiting for the camera: your browser may ask you.');
    case 'ready':
      return device === 'microphone'
        ? msg(str`The microphone is on. Say “${name}” now.`)
        : msg(str`The camera is on. Get ready for “${name}”.`);
    case 'quiet':
      return msg(
        str`Nothing was heard for long. Check which microphone is chosen and that it is not muted, then say “${name}”.`,
      );
    case 'recording':
      return msg(str`Recording “${name}”`);
  }
}
