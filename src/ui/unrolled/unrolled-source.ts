/**
 * An encoder beside the net that begins in it: laid out at its left, with the arrows from its ends to
 * where each layer begins, and those along which the chosen answer looks back.
 */
import { svg } from 'lit';
import type { SVGTemplateResult } from 'lit';
import type { UnrolledNet, UnrolledSource } from '../../protocol/unrolled-net.ts';
import {
  type Arrow,
  boxWidth,
  type Layout,
  layOut,
  type SharedWeight,
  startWidth,
  stepsToShow,
} from './unrolled-layout.ts';
import { boxWords } from './unrolled-pieces.ts';

/** Columns of the source at most. */
const mostColumns = 9;

export interface SourcePicture {
  /** Of the encoder; its arrows and those across count weights behind those of the net. */
  layout: Layout;
  across: Arrow[];
  weights: SharedWeight[];
  /** Of both together. */
  width: number;
  height: number;
}

/**
 * @param net laid out as `layout`, which stands behind the encoder
 * @param length time steps of the source
 * @param chosen the time step whose answer is seen to look back
 */
export function layOutSource(
  net: UnrolledNet,
  source: UnrolledSource,
  { layout, length, chosen }: { layout: Layout; length: number; chosen: number },
): SourcePicture {
  const encoder = layOutEncoder(net, source, stepsToShow(length, mostColumns, 0));
  const first = layout.weights.length;
  const own = encoder.weights.map((weight) => ({ ...weight, sup: `enc${weight.sup}` }));
  const others = [
    { sub: 'b', names: source.bridge },
    { sub: 'α', names: source.attention },
  ].filter(({ names }) => names.length > 0);
  const shared = others.map((one) => ({ letter: 'W', sup: '', direction: '', ...one }) as const);
  const indexOf = (sub: string) => {
    const at = shared.findIndex((weight) => weight.sub === sub);
    return at < 0 ? -1 : first + own.length + at;
  };
  const height = Math.max(layout.height, encoder.height);
  const ends = { encoder, layout, height };
  return {
    layout: {
      ...encoder,
      arrows: encoder.arrows.map((arrow) => ({ ...arrow, weight: first + arrow.weight })),
    },
    across: [
      ...bridging(ends, indexOf('b')),
      ...(source.attention.length > 0 ? looking(ends, indexOf('α'), chosen) : []),
    ],
    weights: [...own, ...shared],
    width: encoder.width + layout.width,
    height,
  };
}

/** As a net, but for what a net answers. */
function layOutEncoder(net: UnrolledNet, source: UnrolledSource, steps: number[]): Layout {
  const output = { ...net.output, reads: source.layers.length - 1, summary: null };
  const { weights, rows, arrows, ...whole } = layOut({ ...net, ...source, output }, steps);
  const answers = weights.length - 1;
  return {
    ...whole,
    weights: weights.slice(0, answers),
    rows: rows.slice(0, -1),
    arrows: arrows.filter(({ weight }) => weight !== answers),
  };
}

interface Ends {
  encoder: Layout;
  layout: Layout;
  /** Both stand on the same ground. */
  height: number;
}

/** From the last box of each layer to where the layer beside it begins. */
function bridging({ encoder, layout, height }: Ends, weight: number): Arrow[] {
  const last = encoder.columns[encoder.columns.length - 1];
  return layout.starts.flatMap(({ row, x }) =>
    encoder.rows
      .filter(
        ({ layer, direction, kind }) => kind === 'layer' && layer === row.layer && direction === 0,
      )
      .map((from): Arrow => ({
        from: [last.x + from.shift + boxWidth / 2, from.y + height - encoder.height],
        to: [encoder.width + x - startWidth / 2, row.y + height - layout.height],
        ...{ weight, hasGradient: true },
      })),
  );
}

/** From every place of the source to the chosen answer. */
function looking({ encoder, layout, height }: Ends, weight: number, chosen: number): Arrow[] {
  const top = encoder.rows[encoder.rows.length - 1];
  const output = layout.rows[layout.rows.length - 1];
  const column = layout.columns.find(({ step }) => step === chosen);
  if (!column) return [];
  return encoder.columns
    .filter(({ step }) => step !== null)
    .map(({ x }) => ({
      from: [x + top.shift, top.y - top.height / 2 + height - encoder.height],
      to: [encoder.width + column.x - boxWidth / 2, output.y + height - layout.height],
      ...{ weight, hasGradient: true, isArch: true },
    }));
}

/** What is read at each time step of a source. */
export function sourceSigns(line: string): string[] {
  const signs = Array.from(line.trim());
  return signs.length > 0 ? signs : [''];
}

/** Its boxes; nothing of them can be chosen. */
export function drawEncoder(
  { rows, columns }: Layout,
  characters: readonly string[],
): SVGTemplateResult[] {
  return columns.flatMap(({ step, x }) =>
    rows.map((row) => {
      if (step === null) return svg`<text x=${x} y=${row.y + 4}>…</text>`;
      const { symbol, sup, below } = boxWords(row, step, { tokens: characters });
      const left = x + row.shift - boxWidth / 2;
      return svg`<g class="box still ${row.kind}">
        <rect x=${left} y=${row.y - row.height / 2} width=${boxWidth} height=${row.height} rx="5"></rect>
        <text x=${x + row.shift} y=${below ? row.y - 3 : row.y + 4}>${symbol}<tspan class="sup" dy="-4">${sup}</tspan></text>
        ${below ? svg`<text class="below" x=${x + row.shift} y=${row.y + 13}>${below}</text>` : ''}
      </g>`;
    }),
  );
}
