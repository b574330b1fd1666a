/** What a person wishes of a sample beside how long it is; what is absent allows all. */
import type { Settings } from '../config/settings.ts';

/** These act at once, also on what is being drawn. */
export type DrawRules = Pick<Settings, 'temperature' | 'topK'> &
  Partial<Pick<Settings, 'topP' | 'without' | 'unknown' | 'scale' | 'tonic'>>;

/** Tokens of a line at least and at most, its end not counted; 0: as it comes. */
export type LengthRules = Partial<Pick<Settings, 'shortest' | 'longest'>>;
