/** Charts as one picture: each under its title and the names of its lines, on the page's colours. */
import type { LineChart } from '../parts/line-chart.ts';

/** Of the chart as drawn on paper or a slide. */
const width = 960;
const padding = 16;
/** Pixels of the file per unit. */
const sharpness = 2;
const headHeight = 40;

/** @param heading of the whole @param charts from top to bottom, with their heights */
export async function curvePicture(
  heading: string,
  charts: readonly { chart: LineChart; height: number }[],
): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas');
  const height = charts.reduce((sum, chart) => sum + headHeight + chart.height, headHeight);
  canvas.width = (width + 2 * padding) * sharpness;
  canvas.height = (height + padding) * sharpness;
  const context = canvas.getContext('2d')!;
  const { chart: first } = charts[0];
  context.scale(sharpness, sharpness);
  context.fillStyle = first.colour('--surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(padding, 0);
  write(context, first, heading, '600 16px', 26);
  context.translate(0, headHeight);
  for (const { chart, height } of charts) {
    write(context, chart, chart.label, '600 13px', 16);
    drawNames(context, chart);
    const picture = await chart.picture(width, height, sharpness);
    context.drawImage(picture, 0, headHeight, width, height);
    context.translate(0, headHeight + height);
  }
  return canvas;
}

/** @param baseline distance from the top */
function write(
  context: CanvasRenderingContext2D,
  chart: LineChart,
  words: string,
  font: string,
  baseline: number,
): void {
  context.font = `${font} ${chart.colour('--font')}`;
  context.fillStyle = chart.colour('--ink');
  context.fillText(words, 0, baseline, width);
}

/** What each line is, behind a piece of it. */
function drawNames(context: CanvasRenderingContext2D, chart: LineChart): void {
  context.font = `12px ${chart.colour('--font')}`;
  let left = 0;
  for (const { label, colour, width } of chart.series) {
    context.fillStyle = chart.colour(colour);
    context.fillRect(left, 30 - width / 2, 18, width);
    context.fillStyle = chart.colour('--ink-soft');
    context.fillText(label, left + 24, 34);
    left += 24 + context.measureText(label).width + 20;
  }
}
