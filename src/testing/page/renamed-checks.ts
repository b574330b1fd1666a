/** The page of a cell whose gates and states have invented ids looks like that of the cell itself. */
import { expect } from 'vitest';
import { cells } from '../../cells/index.ts';
import type { GatesFrame } from '../../protocol/frames.ts';
import { catalogue } from '../../worker/catalogue.ts';
import { cellInfo } from '../../worker/cell-info.ts';
import type { Check } from '../planted-bugs.ts';
import { inventedId, renamedCell } from '../renamed-cell.ts';
import { gradientFrame } from './gradient-checks.ts';
import { gatesFrameOf, netOf } from './messages.ts';
import type { Checks } from './page-check.ts';
import { StagedPage } from './staged-page.ts';
import { gate } from './statistics-checks.ts';

/** Every element of a panel: what it is, how it is coloured, what stands in it; pictures by their pixels. */
function lookOf(page: StagedPage, panel: string): string[] {
  return page.all('*', page.one(panel)).map((element) => {
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
    const words = own.map(({ textContent }) => textContent?.trim()).join(' ');
    const isMap = element.localName === 'canvas' && element.hasAttribute('data-trace');
    const pixels = isMap ? page.drawingOf(element).pixels?.data.join() : '';
    return `${element.localName} ${element.getAttribute('class') ?? ''} ${words} ${pixels}`;
  });
}

/** What is seen of the cell on every panel that tells gates apart. */
async function seenOf(id: string, name: (id: string) => string, patch: Parameters<Check>[0]) {
  const cell = cells.find((one) => one.id === id)!;
  const own = cellInfo(renamedCell(cell, name));
  const given = catalogue();
  const page = await StagedPage.open({
    catalogue: { ...given, cells: given.cells.map((one) => (one.id === id ? own : one)) },
    net: netOf(id, { layers: 1 }),
    patch,
  });
  // in another order than the catalogue's: the last one is not the activation
  const rename = (traces: GatesFrame['traces']) =>
    [...traces].reverse().map((trace) => ({ ...trace, id: name(trace.id) }));
  try {
    const frame = gatesFrameOf(id);
    const { traces, starts } = frame;
    await page.show('gates', { ...frame, traces: rename(traces), starts: rename(starts) });
    const gates = lookOf(page, 'gates-panel');
    await page.press('Pin to 0', page.one('gate-pins'));
    const pins = lookOf(page, 'gate-pins');
    const pinned = page.lastSent('gates.pin')!.pins.map((pin) => pin.gate);
    await page.openTab('inside');
    const inside = lookOf(page, 'inside-panel');
    await page.openTab('statistics');
    const shown = cell.gates.filter(({ role }) => role);
    const measured = shown.map((one, at) => gate(name(one.id), { low: 0.1 + at / 16 }));
    const memory = cell.memory ? Float32Array.of(3, 4, 5, 6) : null;
    const layers = [{ gates: measured, memory }];
    await page.show('statistics', {
      ...{ step: 1, timeSteps: 2, rows: 1, isHeldOut: true },
      directions: 1,
      layers,
    });
    const statistics = lookOf(page, 'statistics-panel');
    await page.openTab('through-time');
    await page.show('gradient', gradientFrame(1, { cell: id }));
    const gradient = lookOf(page, 'through-time-panel');
    return { gates, pins, pinned, inside, statistics, gradient };
  } finally {
    await page.close();
  }
}

const looksTheSame =
  (id: string): Check =>
  async (patch) => {
    const given = await seenOf(id, (own) => own, patch);
    const invented = await seenOf(id, inventedId, patch);
    for (const panel of ['gates', 'pins', 'inside', 'statistics', 'gradient'] as const) {
      expect(given[panel].length, panel).toBeGreaterThan(10);
      expect(invented[panel], panel).toEqual(given[panel]);
    }
    expect(invented.pinned).toEqual(given.pinned.map(inventedId));
  };

export const renamedChecks: Checks = {
  'an LSTM under invented ids': looksTheSame('lstm'),
  'a GRU under invented ids': looksTheSame('gru'),
};
