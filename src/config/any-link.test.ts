/** Whatever a link says, what is read of it is within its range. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLink } from './link.ts';
import { settleViews } from './link-views.ts';
import { settingKeys, settingsTable } from './settings.ts';
import type { Setting } from './settings.ts';

const page = [
  { id: 'loss', place: 'main' },
  { id: 'equations', place: 'tab' },
] as const;

it('survives any fragment, with every value in its range', () => {
  const tampered = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.tuple(
          fc.constantFrom(
            ...settingKeys.map((key) => settingsTable[key].urlKey),
            ...['v', 'hash', 'view', 'pins', 'present'],
          ),
          fc.oneof(fc.string(), fc.double().map(String), fc.constant('%E0%A4%A')),
        ),
      )
      .map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
  );
  fc.assert(
    fc.property(tampered, (fragment) => {
      const { settings, pins, views } = readLink(fragment);
      expect(settleViews(views, page).open.length).toBeGreaterThan(0);
      for (const { layer, unit } of pins) {
        expect(layer).toBeGreaterThanOrEqual(1);
        expect(layer).toBeLessThanOrEqual(settings.layers);
        expect(unit ?? 0).toBeGreaterThanOrEqual(0);
        expect(unit ?? 0).toBeLessThan(settings.hiddenSize);
      }
      for (const key of settingKeys) {
        const setting: Setting = settingsTable[key];
        const value = settings[key];
        if (setting.kind !== 'number') {
          expect(typeof value).toBe('string');
          continue;
        }
        expect(value).toBeGreaterThanOrEqual(setting.tuned?.min ?? setting.min);
        expect(value).toBeLessThanOrEqual(setting.max);
        if (setting.integer) expect(Number.isInteger(value)).toBe(true);
      }
    }),
  );
});
