/** Which pitches are none of a scale, whatever their octave. */
import type { TokenSet } from '../../data/tokens/token-set.ts';
import { SettingsError } from '../../lib/errors.ts';
import { pitchOf } from '../../lib/tunes/tune.ts';
import type { DrawRules } from '../../protocol/draw-rules.ts';

/** Semitones above the tonic. */
const scales = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  blues: [0, 3, 5, 6, 7, 10],
};

/** What is no pitch is in every scale. @throws SettingsError where no pitch of the data is */
export function barredByScale(tokens: TokenSet) {
  return ({ scale = 'off', tonic = 'C' }: DrawRules): ((token: number) => boolean) | undefined => {
    if (scale === 'off') return undefined;
    const first = pitchOf(`${tonic}0`) as number;
    const isOutside = (pitch: number) => !scales[scale].includes((pitch - first + 120) % 12);
    const pitches = Array.from({ length: tokens.size }, (_, id) => pitchOf(tokens.label(id)));
    const found = pitches.filter((pitch) => pitch !== null);
    if (found.every(isOutside)) {
      const values = { symbols: found.length };
      throw new SettingsError({ code: 'nothing left to draw', values });
    }
    return (token) => {
      const pitch = pitches[token];
      return pitch !== null && isOutside(pitch);
    };
  };
}
