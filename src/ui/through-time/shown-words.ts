/** What is shown of a gradient through time, and what is said of its axes and of what is pointed at. */
import { msg, str } from '@lit/localize';
import type { MemoryInfo, TraceRole } from '../../protocol/catalogue.ts';
import type { GradientFrame, GradientsThroughTime } from '../../protocol/frames.ts';
import { namedCharacter } from '../characters.ts';
import { countedUnits, type Unit } from '../words/units.ts';
import type { Pair } from './gradient-map.ts';
import {
  answered,
  type By,
  continues,
  normsOf,
  type SidedCurve,
  sourceOf,
  stepsOf,
} from './lag-curves.ts';
import { short } from './through-time-words.ts';

/** What is shown, taken from a frame and the choice of a person. */
export interface View {
  frame: GradientFrame;
  gradients: GradientsThroughTime;
  by: By;
  /** x, a or c; with an arrow over a state of a layer that reads both ways. */
  symbol: string;
  /** The same of the source, where one is read first. */
  sourceSymbol: string;
  arrow: '' | '→' | '←';
  /** Of the cell. */
  memory: MemoryInfo | null;
  /** Of the gate that keeps it: its colour. */
  keeping: TraceRole | undefined;
  curve: SidedCurve;
}

/** What columns and rows of the map are. */
export function columnWords({ gradients, symbol, sourceSymbol }: View): string {
  return gradients.source
    ? msg(str`column ${sourceSymbol}⟨k⟩ of the source, then ${symbol}⟨k⟩, row loss ⟨t⟩`)
    : msg(str`column ${symbol}⟨k⟩, row loss ⟨t⟩`);
}

export function lagWords({ later }: SidedCurve, { source }: GradientsThroughTime): string {
  if (later) return msg('norm by lag t − k; left of 0: inputs read later');
  return source
    ? msg('norm by steps back, through the answer into the source, relative to lag 0')
    : msg('norm by lag t − k, relative to lag 0');
}

/** Where not all of a line was measured. */
export function measuredWords({ frame, gradients }: View, unit: Unit): string {
  return gradients.source
    ? msg(str`Measured: the first ${countedUnits(unit, stepsOf(gradients))} of the answer.`)
    : msg(str`Measured: the last ${countedUnits(unit, frame.tokens.length)} of the line.`);
}

export function pointedWords(
  { frame, gradients, by, symbol, sourceSymbol }: View,
  pointed: Pair | null,
): string {
  const [steps, source] = [stepsOf(gradients), sourceOf(gradients)];
  if (!pointed || pointed.t >= steps) return '';
  const { k, t } = pointed;
  const norms = normsOf(gradients, by);
  const value = norms[k * steps + t];
  const share = value / norms[(source + t) * steps + t];
  const [read, other] = [k, answered(frame, t)].map((at) => namedCharacter(frame.tokens[at]));
  const lag = String(source + t - k).replace('-', '−');
  const isAhead = k < source;
  const variable = isAhead ? `${sourceSymbol}⟨${k + 1}⟩` : `${symbol}⟨${k - source + 1}⟩`;
  const place = isAhead ? msg(str`${k + 1} of the source`) : String(k - source + 1);
  const norm = msg(
    str`‖∂L⟨${t + 1}⟩/∂${variable}‖ = ${short(value)}: lag ${lag}, ${short(share)} of lag 0; “${read}” read at ${place}`,
  );
  return continues(frame)
    ? msg(str`${norm}, “${other}” predicted after ${t + 1}`)
    : msg(str`${norm}, the answer given at ${t + 1}, “${other}”`);
}
