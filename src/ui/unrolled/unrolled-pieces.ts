/** The pieces of the unrolled picture: words on boxes, targets above them, starts, arrows. */
import { msg, str } from '@lit/localize';
import { nothing, svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import { namedCharacter, visible } from '../characters.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import type { UnrolledNet } from '../../protocol/unrolled-net.ts';
import { startWidth } from './unrolled-layout.ts';
import type { Arrow, Row } from './unrolled-layout.ts';

/** Characters that a box has room for. */
const longestBelow = 9;

/** What stands on a box, and its accessible name. */
export function boxWords(
  { kind, layer, direction, arrow }: Row,
  step: number,
  frame: { tokens: readonly string[]; expected?: GatesFrame['expected'] } | null,
) {
  const sup = `⟨${step + 1}⟩`;
  const character = frame?.tokens[step];
  const seen = character === undefined ? '' : visible(character);
  const named = character === undefined ? '' : namedCharacter(character);
  switch (kind) {
    case 'input':
      return {
        symbol: 'x',
        sup,
        below: inlineText(seen, longestBelow),
        name: msg(str`Input, time step ${step + 1}: ${named}`),
      };
    case 'embedding':
      return { symbol: 'e', sup, below: '', name: msg(str`Embedding, time step ${step + 1}`) };
    case 'output': {
      const expected = frame?.expected?.[step];
      const below = expected
        ? `${visible(expected.symbol)} ${Math.round(100 * expected.probability)} %`
        : '';
      const spoken = expected
        ? `${namedCharacter(expected.symbol)} ${Math.round(100 * expected.probability)} %`
        : '';
      return { symbol: 'ŷ', sup, below, name: msg(str`Output, time step ${step + 1}: ${spoken}`) };
    }
    case 'layer': {
      const name =
        direction === 0
          ? msg(str`Layer ${layer + 1}, time step ${step + 1}`)
          : msg(str`Layer ${layer + 1} backward, time step ${step + 1}`);
      return { symbol: `${arrow}a`, sup: `[${layer + 1}]${sup}`, below: '', name };
    }
  }
}

/** Of a frame that shows what only reads: what the net beside it reads. */
export function answering(frame: GatesFrame): GatesFrame {
  return { ...frame, tokens: frame.answer ?? [] };
}

/** What is right, and how likely the net held it. */
export function drawTarget({ expected }: GatesFrame, step: number, x: number) {
  const probability = expected?.[step]?.targetProbability;
  const target = expected?.[step]?.target;
  if (target == null || probability == null) return nothing;
  return svg`<text class="target ${longWords(target)}" x=${x} y="16">y = ${visible(target)}, ${Math.round(100 * probability)} %</text>`;
}

/** A tag has to be smaller than a character, to stand within its column. */
function longWords(words: string): '' | 'long' {
  return Array.from(words).length > 2 ? 'long' : '';
}

/** What a row is, and its size. @param nameOf a cell, by id */
export function drawRowHead(
  net: UnrolledNet,
  row: Row,
  nameOf: (cell: string) => string,
): SVGTemplateResult {
  const [name, size] = rowWords(net, row, nameOf);
  return svg`<text class="head" x="0" y=${row.y - 3}>${name}</text>
      <text class="head faint" x="0" y=${row.y + 11}>${size}</text>`;
}

function rowWords(
  net: UnrolledNet,
  { kind, layer, arrow }: Row,
  nameOf: (cell: string) => string,
): [string, string] {
  if (kind === 'input') {
    const name = net.embedding ? msg('input') : msg('one-hot');
    return [net.isNumeric ? msg('numbers') : name, String(net.vocabSize)];
  }
  if (kind === 'embedding') return [msg('embedding'), String(net.embedding?.size)];
  if (kind === 'output') return [net.output.activation, String(net.output.size)];
  const { size, cell } = net.layers[layer];
  return [`${msg(str`layer ${layer + 1}`)} ${arrow}`.trim(), `${size} × ${nameOf(cell)}`];
}

/** The state before the first time step of `total`; after the last one where it is read backward. */
export function drawStart(
  { y, direction, arrow }: Row,
  x: number,
  total: number,
): SVGTemplateResult {
  const time = direction === 0 ? 0 : total + 1;
  return svg`<g class="start">
    <rect x=${x - startWidth / 2} y=${y - 11} width=${startWidth} height="22" rx="11"></rect>
    <text x=${x} y=${y + 4}>${arrow}a<tspan class="sup" dy="-4">⟨${time}⟩</tspan></text>
  </g>`;
}

/** A line with an open head; `aside` pixels to its right as one walks along it. */
export function arrowPath(
  [fromX, fromY]: Arrow['from'],
  [toX, toY]: Arrow['to'],
  aside: number,
): string {
  const length = Math.hypot(toX - fromX, toY - fromY);
  const [alongX, alongY] = [(toX - fromX) / length, (toY - fromY) / length];
  const [sideX, sideY] = [-alongY, alongX];
  const point = (x: number, y: number) =>
    `${(x + aside * sideX).toFixed(1)} ${(y + aside * sideY).toFixed(1)}`;
  const back = 6;
  const wing = (sign: 1 | -1) =>
    point(toX - back * alongX + sign * 4 * sideX, toY - back * alongY + sign * 4 * sideY);
  const tip = point(toX - alongX, toY - alongY);
  return `M ${point(fromX + alongX, fromY + alongY)} L ${tip} M ${wing(1)} L ${tip} L ${wing(-1)}`;
}

/** The same, over what stands between; back: beside it, with its head where the other begins. */
export function archPath({ from, to }: Arrow, isBack: boolean): string {
  const aside = isBack ? 7 : 0;
  const [fromX, fromY] = [from[0] + aside, from[1]];
  const [toX, toY] = [to[0], to[1] - aside];
  const up = Math.min(fromY, toY) - 34;
  const slope = Math.hypot(60, toY - up) / 12;
  const head: Arrow['from'] = [toX - 60 / slope, toY - (toY - up) / slope];
  const tip = isBack
    ? arrowPath([fromX, fromY - 12], [fromX, fromY], 0)
    : arrowPath(head, [toX, toY], 0);
  return `M ${fromX} ${fromY} C ${fromX} ${up} ${toX - 60} ${up} ${toX} ${toY} ${tip}`;
}
