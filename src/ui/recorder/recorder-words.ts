/** What is said while something is recorded. */
import { msg, str } from '@lit/localize';
import type { Device } from './capture.ts';
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
    case 'recording':
      return msg(str`Recording “${name}”`);
  }
}
