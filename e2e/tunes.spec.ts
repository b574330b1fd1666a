/** Tunes: chosen, learned, made from a first note, played by keyboard, saved; a MIDI file, and a bad one. */
import { readFile } from 'node:fs/promises';
import { midiOf } from '../src/lib/tunes/midi.ts';
import { expectAccessible, expectReadable, setColours } from './support/accessible.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const walk = Array.from({ length: 64 }, (_, at) => ({ at, length: 1, pitch: 60 + (at % 5) }));

test('a tune is made from a first note, played and stopped by keyboard, saved; a bad file is refused', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.load({ ...smallNet, heldOut: 0, task: 'tunes' });
  await playground.netIsReady();
  await playground.messageAfter('net.ready', () =>
    playground.choose('walk.mid', Buffer.from(midiOf(walk, 120))),
  );
  expect((await playground.textInfo()).rows).toMatchObject({ total: 1, refused: 0 });
  await playground.trainTo(30);
  const panel = page.getByRole('region', { name: 'Tunes' });
  await panel.getByLabel('First note').selectOption('E4');
  await playground.messageAfter('sample.ended', () =>
    panel.getByRole('button', { name: 'Make tunes' }).click(),
  );
  await expect(panel.getByRole('img', { name: /notes, .* bars/ })).toBeVisible();
  await panel.getByText('The tune in notes').click();
  await expectAccessible(playground, 'a tune', panel);
  await setColours(playground, 'dark');
  await expectReadable(playground, 'a tune, dark', panel);
  await expect(panel.locator('.notes')).toContainText(/^E4 /);
  await expect(panel).toContainText('stretches of eight notes');
  // nothing plays by itself
  const play = panel.getByRole('button', { name: 'Play', exact: true });
  await play.focus();
  await page.keyboard.press('Enter');
  const stop = panel.getByRole('button', { name: 'Stop playing' });
  await expect(stop).toBeFocused();
  await page.keyboard.press('Space');
  await expect(play).toBeFocused();
  const saved = async (button: string) => {
    const arrival = page.waitForEvent('download');
    await panel.getByRole('button', { name: button }).click();
    return readFile(await (await arrival).path(), 'latin1');
  };
  expect(await saved('Save MIDI')).toMatch(/^MThd/);
  expect(await saved('Save WAV')).toMatch(/^RIFF....WAVE/s);
  await playground.choose('bad.mid', 'MThd and no more');
  await expect(playground.alert).toContainText('the MIDI file is damaged: it ends too early');
  expect((await playground.textInfo()).name).toBe('walk.mid');
});
