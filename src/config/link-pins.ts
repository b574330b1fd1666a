/**
 * Pinned gates as they stand in a link: `layer.gate.hold`, or `layer.gate.unit.hold` for one unit;
 * layers and units are counted from 1, as a person reads them. A `b` behind the layer means its walk
 * back, ←, where it reads both ways; an `e` before it, that it is one of the encoder.
 */
import { inlineText } from '../lib/inline-text.ts';
import type { LinkRemark } from '../lib/problems.ts';

const signOfHold = { zero: '0', one: '1', rounded: 'r', free: 'f' } as const;
type Hold = keyof typeof signOfHold;

export interface LinkPin {
  /** Of a net that reads a source first; absent: the stack that answers. */
  part?: 'encoder' | 'decoder';
  /** From 1. */
  layer: number;
  /** 1: of its walk back; absent: → */
  direction?: 0 | 1;
  gate: string;
  /** From 0; null: all units of the layer. */
  unit: number | null;
  hold: Hold;
}

/** More make a link that nobody can send. */
export const mostLinkPins = 200;

const holds = new Map(Object.entries(signOfHold).map(([hold, sign]) => [sign, hold as Hold]));
const form = /^(e?)(\d{1,9})(b?)\.([a-z][a-z0-9-]{0,39})\.(?:(\d{1,9})\.)?([01rf])$/;

/** Empty where nothing is held. Of more than a link can carry, the latest. */
export function writePins(pins: readonly LinkPin[]): string {
  return pins
    .slice(-mostLinkPins)
    .map(({ part, layer, direction, gate, unit, hold }) => {
      const walk = `${part === 'encoder' ? 'e' : ''}${layer}${direction === 1 ? 'b' : ''}`;
      return [walk, gate, ...(unit === null ? [] : [unit + 1]), signOfHold[hold]].join('.');
    })
    .join(',');
}

/** Those of a net of this size. Which gates it has, only its cell knows. */
export function readPins(
  given: string,
  net: { layers: number; hiddenSize: number },
): { pins: LinkPin[]; remarks: LinkRemark[] } {
  const pieces = given.split(',').filter((piece) => piece !== '');
  const remarks: LinkRemark[] = [];
  if (pieces.length > mostLinkPins) {
    const values = { most: mostLinkPins, pins: pieces.length };
    remarks.push({ code: 'too many pins', values });
  }
  const pins = pieces.slice(-mostLinkPins).flatMap((piece): LinkPin[] => {
    const [, encoder, layer, back, gate, unit, sign] = form.exec(piece) ?? [];
    const hold = holds.get(sign as '0' | '1' | 'r' | 'f');
    if (!hold) {
      remarks.push({ code: 'no pin', values: { given: inlineText(piece, 40) } });
      return [];
    }
    const within = (place: 'layer' | 'unit', number: string, most: number) => {
      const value = Math.min(most, Math.max(1, Number(number)));
      if (value !== Number(number)) {
        const values = { place, given: number, used: value, most };
        remarks.push({ code: 'pin out of range', values });
      }
      return value;
    };
    return [
      {
        ...(encoder ? { part: 'encoder' } : {}),
        layer: within('layer', layer, net.layers),
        ...(back ? { direction: 1 } : {}),
        gate,
        unit: unit ? within('unit', unit, net.hiddenSize) - 1 : null,
        hold,
      },
    ];
  });
  return { pins, remarks };
}
