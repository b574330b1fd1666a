/**
 * The memory of the walk that is looked at, along the top of its boxes: between two time steps as thick
 * as the share of it that is kept there, the mean over all units.
 */
import { msg, str } from '@lit/localize';
import { nothing, svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import type { MemoryInfo } from '../../protocol/catalogue.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { ShownLine } from '../state/shown-line.ts';
import { fixed } from '../format.ts';
import type { Layout, Row } from './unrolled-layout.ts';

/** Pixels of a memory that is kept whole, and between it and its box. */
const thickest = 9;
const above = 7;
/** Where time steps are left out. */
const thin = 1;

/** Whether a frame is of the walk that is looked at. */
export function isOf(
  frame: GatesFrame | null,
  walk: Pick<ShownLine, 'part' | 'layer' | 'direction'>,
): boolean {
  const { part = 'decoder', layer, direction } = frame ?? {};
  return part === walk.part && layer === walk.layer && direction === walk.direction;
}

/** Of each time step; null where the cell has no memory, or another layer or direction is shown. */
export function keptShares(
  frame: GatesFrame | null,
  memory: MemoryInfo | null | undefined,
): number[] | null {
  const gate = frame?.traces.find(({ id }) => id === memory?.gate);
  if (!frame || !memory || !gate) return null;
  const { hiddenSize } = frame;
  return frame.tokens.map((_, step) => {
    const own = gate.values.subarray(step * hiddenSize, (step + 1) * hiddenSize);
    const mean = own.reduce((sum, value) => sum + value, 0) / hiddenSize;
    return memory.isComplement ? 1 - mean : mean;
  });
}

/** @param row of the walk; @param kept by time step */
export function drawMemory(
  { columns, starts }: Layout,
  row: Row,
  kept: readonly number[],
  { symbol, share }: MemoryInfo,
): SVGTemplateResult | typeof nothing {
  const start = starts.find((one) => one.row === row);
  if (!start) return nothing;
  const y = row.y - row.height / 2 - above;
  const walked = row.direction === 0 ? columns : [...columns].reverse();
  const places = walked.map(({ x }) => x + row.shift);
  const from = [start.x, ...places];
  return svg`${walked.map(({ step }, at) => {
    const width = step === null ? thin : thickest * kept[step];
    const words =
      step === null
        ? ''
        : msg(str`${symbol}, time step ${step + 1}: ${share} = ${fixed(kept[step], 2)}`);
    return svg`<line class="memory" x1=${from[at]} x2=${places[at]} y1=${y} y2=${y} stroke-width=${width.toFixed(2)}><title>${words}</title></line>`;
  })}`;
}

export function memoryWords(kept: readonly number[], { symbol, share }: MemoryInfo): string {
  const mean = kept.reduce((sum, one) => sum + one, 0) / kept.length;
  return msg(
    str`The line along the chosen layer is its memory ${symbol}, as thick as the share that is kept: ${share}, on average ${fixed(mean, 2)} over this line.`,
  );
}
