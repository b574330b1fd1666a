/**
 * Settings under the names that earlier pages gave them: what a link or a run of theirs says means
 * what it meant in its time.
 */
import type { SettingKey, Settings } from './settings.ts';

export interface FormerSetting {
  /** As the table of its time, and so runs, name it; absent: as today. */
  key?: string;
  /** As links name it. */
  urlKey: string;
  /** The setting that took its place. */
  now: SettingKey;
  /** Whether it did anything beside these settings; where not, it stands for nothing. Absent: always. */
  acted?: (settings: Settings) => boolean;
}

export const formerSettings: readonly FormerSetting[] = [
  { urlKey: 'steps', now: 'timeSteps' },
  { key: 'whenHidden', urlKey: 'hiddentab', now: 'background' },
  {
    key: 'forgetBias',
    urlKey: 'forgetbias',
    now: 'memoryBias',
    // added to a forget gate, which no other cell had
    acted: ({ cell }) => cell === 'lstm' || cell === 'lstm-peephole',
  },
];
