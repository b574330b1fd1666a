/** What differs between runs, and nothing else. */
import { pickRunSettings } from '../../config/saved-settings.ts';
import { defaultSettings } from '../../config/settings.ts';
import type { SettingKey, Settings } from '../../config/settings.ts';
import type { MetricInfo, MetricValues } from '../../protocol/metrics.ts';

/** What is compared of a run. */
export interface ComparedFacts {
  /** Of its text. */
  title: string;
  settings: Settings;
  step: number;
  validationLoss: number | null;
  /** As measured with it. */
  metrics: MetricValues;
}

/** A row of the table: one value per run, in their order. */
export type Difference =
  | { what: 'text'; values: string[] }
  | { what: 'setting'; key: SettingKey; values: (string | number)[] }
  | { what: 'step'; values: number[] }
  | { what: 'validation loss'; values: (number | null)[] }
  | { what: 'metric'; metric: MetricInfo; values: (number | null)[] };

/** The built-in text of the settings means nothing where a text was brought: the title tells. */
const settingKeys = (Object.keys(pickRunSettings(defaultSettings())) as SettingKey[]).filter(
  (key) => key !== 'text',
);

/**
 * @param acts whether a setting does anything in these settings
 * @param metrics of all of these runs, each once
 */
export function differencesOf(
  runs: readonly ComparedFacts[],
  acts: (key: SettingKey, settings: Settings) => boolean,
  metrics: readonly MetricInfo[] = [],
): Difference[] {
  const settings = settingKeys
    .filter((key) => runs.some((run) => acts(key, run.settings)))
    .map((key): Difference => ({
      what: 'setting',
      key,
      values: runs.map((run) => run.settings[key]),
    }));
  const all: Difference[] = [
    { what: 'text', values: runs.map(({ title }) => title) },
    ...settings,
    { what: 'step', values: runs.map(({ step }) => step) },
    { what: 'validation loss', values: runs.map(({ validationLoss }) => validationLoss) },
    ...metrics.map((metric): Difference => ({
      ...{ what: 'metric', metric },
      values: runs.map((run) => run.metrics[metric.id] ?? null),
    })),
  ];
  return all.filter(({ values }) => new Set<unknown>(values).size > 1);
}
