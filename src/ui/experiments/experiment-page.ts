/** What experiments see of the page, and what they do on it, as a person would by hand. */
import type { TrainerClient } from '../../protocol/client.ts';
import type { TrainingProgress } from '../../protocol/training.ts';
import type { BannerStore } from '../state/banner.ts';
import type { ChosenTask } from '../state/chosen-task.ts';
import type { Curve } from '../state/curve.ts';
import type { GradientCurves } from '../state/gradient-curves.ts';
import type { KeptRunList } from '../state/kept-run-list.ts';
import type { KeptStep } from '../state/kept-step.ts';
import type { Metrics } from '../state/metrics.ts';
import type { NetBuilder } from '../state/net-builder.ts';
import type { OpenViews } from '../state/open-views.ts';
import type { Pins } from '../state/pins.ts';
import type { SampleRun } from '../state/sample-run.ts';
import type { Scores } from '../state/scores.ts';
import type { Selection } from '../state/selection.ts';
import type { SettingChanges } from '../state/setting-changes.ts';
import type { SettingsStore } from '../state/settings-store.ts';
import type { ShownLine } from '../state/shown-line.ts';
import type { Readable } from '../state/store.ts';
import type { TextOpener } from '../state/text-opener.ts';
import type { Training } from '../state/training.ts';
import type { Work } from '../state/work.ts';

export interface ExperimentPage {
  client: Pick<TrainerClient, 'on'>;
  settings: SettingsStore;
  changes: Pick<SettingChanges, 'change' | 'take' | 'train'>;
  training: Pick<Training, 'pause'>;
  text: Pick<TextOpener, 'info' | 'busy' | 'isReadFor'>;
  net: Pick<NetBuilder, 'info' | 'busy'>;
  work: Readable<Work | null>;
  progress: Readable<TrainingProgress>;
  wantsTraining: Readable<boolean>;
  curve: Pick<Curve, 'changes' | 'labels' | 'longestGradient' | 'validations'>;
  metrics: Pick<Metrics, 'main'>;
  sample: SampleRun;
  gates: ShownLine;
  gradient: GradientCurves;
  scores: Pick<Scores, 'frame' | 'best'>;
  task: Pick<ChosenTask, 'unit'>;
  pins: Pins;
  kept: KeptRunList;
  keptStep: Pick<KeptStep, 'unkept'>;
  banner: BannerStore;
  openViews: OpenViews;
  selection: Selection;
}
