/** The card of a kept run: what a list shows of it without opening its state. */
import { defaultsVersion, defaultsVersionOf } from '../config/defaults.ts';
import { pickRunSettings, readRunSettings } from '../config/saved-settings.ts';
import type { Settings } from '../config/settings.ts';
import { cutText } from '../lib/inline-text.ts';
import type { MetricValues } from '../protocol/metrics.ts';
import { readCheckpoint } from './checkpoint.ts';
import type { RunRecord } from './record.ts';
import type { History } from '../training/history.ts';

const schema = 1;
const longestName = 100;
const longestTitle = 1000;

/** What the state of a run says of it. */
export interface RunFacts {
  title: string;
  cell: string;
  step: number;
  loss: number | null;
  validationLoss: number | null;
  /** As they were measured with it. */
  metrics: MetricValues;
  settings: Settings;
  /** Hash of its text. */
  text: string;
}

export interface Card extends RunFacts {
  name: string;
  /** Milliseconds since 1970. */
  keptAt: number;
  /** Generation of the state that it tells of. */
  generation: bigint;
  /** What is left of the run is to be removed. */
  isDeleted: boolean;
}

export function factsOf({ step, settings, text }: RunRecord, history: History): RunFacts {
  const { losses } = history.upTo(step);
  const validation = history.validations.findLast((one) => one.step <= step);
  return {
    title: text.title,
    cell: settings.cell,
    step,
    loss: losses.findLast(Number.isFinite) ?? null,
    validationLoss: validation?.loss ?? null,
    metrics: validation?.metrics ?? {},
    settings,
    text: text.hash,
  };
}

/** @throws CheckpointError when it is no state of a run */
export function factsOfState(body: Uint8Array<ArrayBuffer>): RunFacts | null {
  const { record, history } = readCheckpoint(body);
  return record && factsOf(record, history);
}

/** What a person calls a run, as it is kept. */
export function tidyName(name: string): string {
  return cutText(name.replace(/\s+/g, ' ').trim(), longestName);
}

export function writeCard(card: Card): Uint8Array<ArrayBuffer> {
  const { settings, generation, ...rest } = card;
  const fields = {
    schema,
    defaults: defaultsVersion,
    ...rest,
    generation: String(generation),
  };
  return new TextEncoder().encode(
    JSON.stringify({ ...fields, settings: pickRunSettings(settings) }),
  );
}

/** Null when it is no card, or one of another version: it is made again from the state then. */
export function readCard(bytes: Uint8Array<ArrayBuffer>): Card | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const given: unknown = JSON.parse(text);
    return isCard(given)
      ? {
          name: tidyName(given.name),
          title: given.title,
          cell: given.cell,
          step: given.step,
          loss: given.loss,
          validationLoss: given.validationLoss,
          metrics: given.metrics ?? {},
          keptAt: given.keptAt,
          generation: BigInt(given.generation),
          isDeleted: given.isDeleted,
          text: given.text,
          settings: readRunSettings(given.settings, defaultsVersionOf(given.defaults)),
        }
      : null;
  } catch {
    return null;
  }
}

type StoredCard = Omit<Card, 'generation' | 'settings' | 'metrics'> & {
  generation: string;
  /** Cards of older pages have none. */
  metrics?: MetricValues;
  settings: Record<string, unknown>;
  /** Version of the defaults that what it does not name stands at. */
  defaults?: unknown;
};

function isCard(given: unknown): given is StoredCard {
  if (typeof given !== 'object' || given === null) return false;
  const card = given as Record<string, unknown>;
  return (
    card.schema === schema &&
    isText(card.name) &&
    isText(card.title) &&
    isText(card.cell) &&
    Number.isSafeInteger(card.step) &&
    (card.loss === null || Number.isFinite(card.loss)) &&
    (card.validationLoss === null || Number.isFinite(card.validationLoss)) &&
    isMetrics(card.metrics ?? {}) &&
    Number.isFinite(card.keptAt) &&
    typeof card.isDeleted === 'boolean' &&
    isText(card.generation) &&
    /^\d{1,20}$/.test(card.generation) &&
    isText(card.text) &&
    /^[0-9a-f]{16}$/.test(card.text) &&
    typeof card.settings === 'object' &&
    card.settings !== null
  );
}

function isMetrics(given: unknown): boolean {
  return (
    typeof given === 'object' &&
    given !== null &&
    Object.values(given).every((value) => Number.isFinite(value))
  );
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= longestTitle;
