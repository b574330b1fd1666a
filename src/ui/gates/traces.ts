/** The traces of a frame with what the catalogue says of them, and the ends of their colours. */
import { msg } from '@lit/localize';
import type { Catalogue, CellInfo, TraceInfo, TraceRole } from '../../protocol/catalogue.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import { directed } from '../words/directions.ts';
import { largest } from './unit-order.ts';

export interface Scale {
  low: number;
  high: number;
}

export interface Trace extends Scale {
  info: TraceInfo;
  /** [characters, hiddenSize] */
  values: Float32Array;
}

export function cellOf(catalogue: Catalogue | null, id: string | undefined): CellInfo | undefined {
  return catalogue?.cells.find((cell) => cell.id === id);
}

/**
 * Those that have a picture, in the order of the frame.
 * @param arrow over the states of a layer that reads both ways
 */
export function collectTraces(frame: GatesFrame, cell: CellInfo | undefined, arrow = ''): Trace[] {
  return frame.traces.flatMap(({ id, values }) => {
    const found = cell?.traces.find((trace) => trace.id === id);
    if (!found) return [];
    const info = withArrow(found, arrow);
    const high = info.scale === 'free' ? largest(values) : 1;
    return [{ info, values, low: info.scale === 'gate' ? 0 : -high, high }];
  });
}

/** What a walk puts out is written with its arrow: →a, ←c. Its gates are not. */
export function withArrow(info: TraceInfo, arrow: string): TraceInfo {
  const isState = info.role === 'activation' || info.role === 'memory';
  return isState && arrow ? { ...info, symbol: directed(info.symbol, arrow) } : info;
}

/** For people, below the symbol. */
export function traceName(role: TraceRole): string {
  const names: Record<TraceRole, string> = {
    update: msg('update'),
    reset: msg('reset'),
    forget: msg('forget'),
    output: msg('output'),
    candidate: msg('candidate'),
    memory: msg('memory'),
    activation: msg('activation'),
  };
  return names[role];
}
