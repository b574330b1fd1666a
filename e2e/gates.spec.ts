/** The gates on screen are those of the net being trained: every value, compared with the reference. */
import type { Settings } from '../src/config/settings.ts';
import { colourIndex, colourTable } from '../src/ui/parts/colour-map.ts';
import type { GateMap } from '../src/ui/gates/gate-map.ts';
import { orderUnits, type UnitOrder } from '../src/ui/gates/unit-order.ts';
import { linkTo, smallNet, type Playground } from './support/playground.ts';
import { Reference } from './support/reference.ts';
import { expect, test } from './support/test.ts';
import { isThorough, someOf } from './support/thorough.ts';

const tolerance = 2e-5;
const line = 'Alice was beginning to get very tired';
const steps = 20;

async function referenceOf(playground: Playground): Promise<Reference> {
  const [net, text, parameters] = [
    await playground.netInfo(),
    await playground.textInfo(),
    await playground.parameters(),
  ];
  return new Reference(net, text, parameters);
}

/** Both layers, every trace, every character and unit. */
async function expectGatesAsReference(
  playground: Playground,
  step: number,
  traces: readonly string[],
): Promise<void> {
  const reference = await referenceOf(playground);
  for (const layer of [1, 2]) {
    const frame = await playground.gates(line, layer);
    expect(frame.step).toBe(step);
    expect(frame.tokens.join('')).toBe(line);
    expect(frame.traces.map(({ id }) => id).sort()).toEqual(traces);
    expect(reference.distance(frame), `step ${step}, layer ${layer}`).toBeLessThan(tolerance);
  }
}

const cells = [
  { cell: 'rnn-tanh', traces: ['hidden'] },
  { cell: 'gru', traces: ['candidate', 'hidden', 'reset', 'update'] },
  { cell: 'lstm', traces: ['candidate', 'cell', 'forget', 'hidden', 'output', 'update'] },
];

test('gates of every kind of cell, with either input, are the reference’s', async ({
  playground,
}) => {
  const { page } = playground;
  const settings: Partial<Settings> = { ...smallNet, layers: 2, learningRate: 0.02 };
  await playground.open(settings);
  for (const [at, { cell, traces }] of cells.entries()) {
    const inputs = (['embedding', 'one-hot'] as const).slice(isThorough ? 0 : at % 2);
    for (const input of someOf(inputs)) {
      await test.step(`${cell}, ${input}`, async () => {
        await playground.messageAfter('net.ready', () =>
          page.evaluate(
            (hash) => {
              location.hash = hash;
            },
            linkTo({ ...settings, cell, input }),
          ),
        );
        expect(await playground.netInfo()).toMatchObject({ cell });
        expect(await playground.settings()).toMatchObject({ cell, input });
        const first = await playground.gates(line, 1);
        await expectGatesAsReference(playground, 0, traces);
        await playground.stepTo(steps);
        const last = await playground.gates(line, 1);
        expect(last.traces[0].values, 'training moves the gates').not.toEqual(
          first.traces[0].values,
        );
        await expectGatesAsReference(playground, steps, traces);
        await playground.rewind();
      });
    }
  }
});

interface Pointed {
  trace: string;
  unit: number;
  character: number;
  value: number;
  pixel: number;
  colour: number;
}

/** Points at a place of a picture, given as shares of its size, and reads what the page says. */
async function pointAt(
  playground: Playground,
  trace: string,
  [across, down]: [number, number],
): Promise<Pointed> {
  const canvas = playground.page.locator(`gate-map canvas[data-trace=${trace}]`);
  const box = (await canvas.boundingBox())!;
  const x = Math.floor(box.width * across);
  const y = Math.floor(box.height * down);
  await canvas.hover({ position: { x, y } });
  const drawn = await canvas.evaluate(
    (element: HTMLCanvasElement, [atX, atY]) => {
      const map = (element.getRootNode() as ShadowRoot).host as GateMap;
      const column = Math.floor((atX / element.clientWidth) * element.width);
      const row = Math.floor((atY / element.clientHeight) * element.height);
      const { data } = element.getContext('2d')!.getImageData(column, row, 1, 1);
      const exact = map.valueAt(atX, atY)!;
      return { pixel: [...data], exact, low: map.low, high: map.high };
    },
    [x, y] as const,
  );
  const [red, green, blue, alpha] = drawn.pixel;
  const { exact, low, high } = drawn;
  const { unit, character, value } = exact;
  await expect(playground.output('Gate value')).toHaveText(
    new RegExp(`unit ${unit + 1} at character ${character + 1} “.+”: ${value.toFixed(4)}$`, 'u'),
  );
  return {
    trace,
    unit,
    character,
    value,
    pixel: ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0,
    colour: colourTable('light')[colourIndex(value, low, high)],
  };
}

test('the pictures show the values: pointed at, coloured, by layer and in order', async ({
  playground,
}) => {
  await playground.open({ ...smallNet, cell: 'gru', layers: 2, line, learningRate: 0.02 });
  await playground.stepTo(steps);
  const reference = await referenceOf(playground);
  const places: [string, [number, number]][] = [
    ['update', [0.1, 0.1]],
    ['candidate', [0.5, 0.7]],
    ['hidden', [0.95, 0.4]],
  ];
  const orders: UnitOrder[] = ['variance', 'mean', 'index'];
  for (const layer of [1, 2]) {
    await playground.select('Layer').selectOption(String(layer));
    const expected = reference.traces([...line])[layer - 1];
    for (const order of orders) {
      await playground.select('Units by').selectOption(order);
      const shown = () =>
        playground.page.locator('gate-map canvas[data-trace=hidden]').evaluate((canvas) => {
          const map = (canvas.getRootNode() as ShadowRoot).host as GateMap;
          return { order: [...map.order], value: map.values[0] };
        });
      const hidden = Float32Array.from(expected.hidden);
      const rows = orderUnits(hidden, line.length, 16, order);
      await expect.poll(async () => (await shown()).order).toEqual(rows);
      const distance = async () => Math.abs((await shown()).value - expected.hidden[0]);
      await expect.poll(distance).toBeLessThan(tolerance);
    }
    for (const [trace, place] of places) {
      const point = await pointAt(playground, trace, place);
      const value = expected[trace][point.character * 16 + point.unit];
      expect(Math.abs(point.value - value), `${trace} of layer ${layer}`).toBeLessThan(tolerance);
      expect(point.pixel).toBe(point.colour);
    }
  }
});

test('characters outside the vocabulary are named and left out', async ({ playground }) => {
  await playground.open({ ...smallNet, line: 'Al☃ice→ ☃was' });
  const gates = playground.page.getByRole('region', { name: 'Gates', exact: true });
  await expect(gates.getByText('Not in the vocabulary, left out: ☃ →')).toBeVisible();
  const canvas = gates.locator('canvas[data-trace=hidden]');
  await expect(canvas).toHaveJSProperty('width', 'Alice was'.length);
  await playground.words('Line').fill('☃☃');
  await expect(gates.getByText('No character of this line is in the vocabulary.')).toBeVisible();
  await playground.words('Line').fill('tired');
  await expect(canvas).toHaveJSProperty('width', 'tired'.length);
  await expect(gates.getByText('Not in the vocabulary')).toHaveCount(0);
});
