/** Lines over two axes, as a picture that reads on light and on dark pages. */

const [width, height] = [760, 420];
const frame = { left: 60, right: 600, top: 44, bottom: 372 };

/** Told apart by hue, dashes and the name at their end. */
const colours = ['#0b7285', '#c92a2a', '#5f3dc4', '#2b8a3e', '#e67700', '#a61e4d', '#495057'];
const faint = '#868e96';

const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * @typedef Scale
 * @property {(value: number) => number} place
 * @property {(values: number[]) => number[]} ticks
 * @property {number} floor below the least value: room for names that make way for one another
 */

/** 1, 2 and 5 times the powers of ten that lie among the values; these are above 0. */
export const logarithmic = {
  floor: 0,
  place: Math.log,
  ticks(values) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const powers = [-1, 0, 1, 2, 3, 4].flatMap((power) => [1, 2, 5].map((n) => n * 10 ** power));
    return powers.filter((value) => value >= least && value <= most);
  },
};

/** At equal distances, of 1, 2 or 5 times a power of ten: five of them or fewer. */
export const linear = {
  floor: 40,
  place: (value) => value,
  ticks(values) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const power = 10 ** Math.floor(Math.log10((most - least || 1) / 5));
    const distance = [1, 2, 5, 10].map((n) => n * power).find((one) => (most - least) / one <= 5);
    const first = Math.ceil(least / distance);
    const count = Math.floor(most / distance) - first + 1;
    return Array.from({ length: count }, (_, at) =>
      Number(((first + at) * distance).toPrecision(6)),
    );
  },
};

/** From a value to a place between two others. */
function axis({ place }, values, from, to) {
  const [least, most] = [place(Math.min(...values)), place(Math.max(...values))];
  return (value) => from + ((place(value) - least) / (most - least || 1)) * (to - from);
}

/** Names at the ends of lines, moved apart so that none covers another. */
function spread(places, distance) {
  const order = places.map((_, index) => index).sort((a, b) => places[a] - places[b]);
  const spreadOut = [...places];
  order.forEach((index, rank) => {
    if (rank === 0) return;
    spreadOut[index] = Math.max(spreadOut[index], spreadOut[order[rank - 1]] + distance);
  });
  return spreadOut;
}

/**
 * @param scale of both axes
 * @param lines each with a name and [x, y] points; a faint one is a mark that others are measured by
 * @returns SVG
 */
export function plot({ heading, x, y, lines, scale }) {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(([value]) => value))].sort((a, b) => a - b);
  const ys = points.map(([, value]) => value);
  const xMarks = scale === linear ? scale.ticks(xs) : xs;
  const across = axis(scale, xs, frame.left, frame.right);
  const up = axis(scale, ys, frame.bottom - scale.floor, frame.top);
  const text = (at, top, words, more = '') =>
    `<text x="${at.toFixed(1)}" y="${top.toFixed(1)}" ${more}>${escaped(words)}</text>`;
  const rule = (x1, y1, x2, y2) =>
    `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;
  const names = spread(
    lines.map((line) => up(line.points.at(-1)[1])),
    14,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(heading)}">
<style>text { font: 12px system-ui, sans-serif; fill: #343a40 } .grid line { stroke: #ced4da } .curve { fill: none; stroke-width: 2 }</style>
<rect width="${width}" height="${height}" rx="8" fill="#fff"/>
${text(frame.left, 24, heading, 'font-weight="600"')}
<g class="grid">
${scale
  .ticks(ys)
  .map((value) => rule(frame.left, up(value), frame.right, up(value)))
  .join('\n')}
</g>
${scale
  .ticks(ys)
  .map((value) => text(frame.left - 8, up(value) + 4, String(value), 'text-anchor="end"'))
  .join('\n')}
${xMarks
  .map((value) => text(across(value), frame.bottom + 20, String(value), 'text-anchor="middle"'))
  .join('\n')}
${text((frame.left + frame.right) / 2, frame.bottom + 38, x, 'text-anchor="middle"')}
${text(frame.left - 8, frame.top - 8, y, 'text-anchor="end"')}
${lines
  .map(({ name, points, isFaint }, index) => {
    const colour = isFaint ? faint : colours[index % colours.length];
    const dash = isFaint || index >= colours.length ? ' stroke-dasharray="5 3"' : '';
    const path = points.map(([a, b]) => `${across(a).toFixed(1)},${up(b).toFixed(1)}`).join(' ');
    const [last] = points.at(-1);
    const label = text(across(last) + 8, names[index] + 4, name, `style="fill: ${colour}"`);
    return `<polyline class="curve" stroke="${colour}"${dash} points="${path}"/>\n${label}`;
  })
  .join('\n')}
</svg>
`;
}
