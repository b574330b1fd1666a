/** Draws a cell from its description: boxes, circles, and wires as strong as what they carry. */
import { svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import type { TraceInfo, ValueInfo } from '../../protocol/catalogue.ts';
import type { Diagram, DiagramNode, Point, Wire } from '../../protocol/diagram.ts';
import { inlineText } from '../../lib/inline-text.ts';
import { fixed } from '../format.ts';
import { directed } from '../words/directions.ts';
import type { NodeValue } from './cell-values.ts';
import { colourOf } from '../parts/colour-map.ts';
import type { ColourTable } from '../parts/colour-map.ts';

export const pictureSize = { width: 760, height: 320 };

export interface CellPicture {
  diagram: Diagram;
  values: ReadonlyMap<string, NodeValue>;
  /** What the cell's values are called, by id. */
  infos: ReadonlyMap<string, ValueInfo & Partial<TraceInfo>>;
  cellName: string;
  /** The character that is read. */
  input: string;
  /** Where the output goes. */
  above: string;
  /** Of a layer that reads both ways. */
  arrow: '' | '→' | '←';
  colours: ColourTable;
}

/** Half of the width and of the height. */
const halves: Record<DiagramNode['kind'], Point> = {
  before: [40, 20],
  now: [40, 20],
  input: [44, 13],
  above: [0, 8],
  gate: [34, 22],
  times: [12, 12],
  plus: [12, 12],
  'one-minus': [17, 12],
  tanh: [23, 12],
  cell: [60, 25],
};

/** Both walks of the layer below find room in it. */
const wideInput: Point = [84, 13];
/** Characters of what is read that its box has room for, and the wide one. */
const [shortInput, longestInput] = [5, 17];

const headSize = 7;

export function drawCell(picture: CellPicture): SVGTemplateResult {
  const { diagram, cellName } = picture;
  const { nodes, vectors, wires } = diagram;
  return svg`
    <rect class="unit" x="98" y="34" width="564" height="250" rx="10"></rect>
    <text class="name" x="650" y="276">${cellName}</text>
    ${vectors.map((wire) => drawVector(nodes, wire))}
    ${wires.map((wire) => drawWire(picture, wire))}
    ${Object.entries(nodes).map(([id, node]) => drawNode(picture, id, node))}
  `;
}

function drawVector(nodes: Diagram['nodes'], wire: Wire): SVGTemplateResult {
  const { line, head } = routeOf(nodes, wire);
  return svg`<path class="vector" d=${line}></path><path class="vector-head" d=${head}></path>`;
}

/** As wide as the value is large, in the colour of the heat maps, and never invisible. */
function drawWire({ diagram, values, colours }: CellPicture, wire: Wire): SVGTemplateResult {
  const { line, head } = routeOf(diagram.nodes, wire);
  // what comes out of an undrawn inside is known where it arrives
  const known = values.get(wire[0]) ?? values.get(wire[1]);
  const { value, scale } = known ?? { value: 0, scale: { low: -1, high: 1 } };
  const share = Math.min(1, Math.abs(value) / scale.high) || 0;
  const width = 1.5 + 5 * share;
  const colour = colourOf(colours, value, scale.low, scale.high);
  return svg`
    <path class="case" d=${line} stroke-width=${width + 2}></path>
    <path class="wire" d=${line} stroke=${colour} stroke-width=${width}></path>
    <path class="head" d=${head} fill=${colour}></path>
  `;
}

/** A line from border to border, and the head of an arrow at its end. */
function routeOf(nodes: Diagram['nodes'], [from, to, ...corners]: Wire) {
  const path = [nodes[from].at, ...corners, nodes[to].at];
  const [beforeX, beforeY] = path[path.length - 2];
  const [endX, endY] = path[path.length - 1];
  const [halfX, halfY] = halves[nodes[to].kind];
  const [alongX, alongY] = [Math.sign(endX - beforeX), Math.sign(endY - beforeY)];
  const tip: Point = [endX - alongX * (halfX + 1), endY - alongY * (halfY + 1)];
  const root: Point = [tip[0] - alongX * headSize, tip[1] - alongY * headSize];
  const side = headSize * 0.6;
  const points = [...path.slice(0, -1), root].map((point) => point.join(' '));
  return {
    line: `M ${points.join(' L ')}`,
    head: `M ${tip.join(' ')} L ${root[0] - alongY * side} ${root[1] + alongX * side} L ${root[0] + alongY * side} ${root[1] - alongX * side} Z`,
  };
}

function drawNode(picture: CellPicture, id: string, node: DiagramNode): SVGTemplateResult {
  const { values, infos, input, above, cellName, arrow } = picture;
  const [x, y] = node.at;
  const number = fixed(values.get(id)?.value, 4).replace('-', '−');
  switch (node.kind) {
    case 'before':
    case 'now': {
      const name = node.kind === 'now' ? node.trace : node.state;
      const { symbol: bare = '', role = '' } = infos.get(name) ?? {};
      const symbol = timed(bare, node.kind, arrow);
      return svg`<g class="state ${role}">${box(node)} ${words(x, y - 4, symbol)} ${words(x, y + 13, number, 'value')}</g>`;
    }
    case 'gate': {
      const { activation, trace } = node;
      const { symbol = '', role = '' } = infos.get(trace) ?? {};
      const title = activation === 'linear' ? symbol : `${activation}  ${symbol}`;
      return svg`<g class="gate ${role}">${box(node)} ${words(x, y - 5, title)} ${words(x, y + 13, number, 'value')}</g>`;
    }
    case 'input':
      return svg`<g class="state">${box(node, arrow || input.length > shortInput ? wideInput : undefined)} ${words(x, y + 4, `x⟨t⟩ = ${inlineText(input, longestInput)}`)}</g>`;
    case 'above':
      return svg`<g>${words(x, y, above)}</g>`;
    case 'cell':
      return svg`<g class="gate">${box(node)} ${words(x, y + 4, cellName)}</g>`;
    default: {
      const [halfX] = halves[node.kind];
      const sign = { times: '*', plus: '+', 'one-minus': '1−', tanh: 'tanh' }[node.kind];
      return svg`<g class="operation">
        <ellipse cx=${x} cy=${y} rx=${halfX} ry="12"></ellipse>
        ${words(x, y + (node.kind === 'times' ? 7 : 4), sign, node.kind)}
        ${words(x + halfX + 3, y - 9, number, 'value aside')}
      </g>`;
    }
  }
}

function box({ kind, at: [x, y] }: DiagramNode, [halfX, halfY] = halves[kind]): SVGTemplateResult {
  return svg`<rect x=${x - halfX} y=${y - halfY} width=${2 * halfX} height=${2 * halfY} rx="5"></rect>`;
}

function words(x: number, y: number, text: string, name = ''): SVGTemplateResult {
  return svg`<text class=${name} x=${x} y=${y}>${text}</text>`;
}

/**
 * The symbol of a state with its time; of the step before the first of its names is enough. Read
 * from the end, the step before is the next one of the line.
 */
export function timed(symbol: string, time: 'before' | 'now', arrow: '' | '→' | '←' = ''): string {
  const names = directed(symbol, arrow).split(' = ');
  if (time === 'before') return `${names[0]}⟨t${arrow === '←' ? '+' : '−'}1⟩`;
  return names.map((name) => `${name}⟨t⟩`).join(' = ');
}
