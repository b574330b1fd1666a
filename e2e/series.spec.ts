/** A series: chosen, foretold ever better, continued from one's own numbers; a table, and bad rows. */
import { reloadAndContinue } from './support/kept.ts';
import { linkTo, smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const small = { ...smallNet, heldOut: 10, cell: 'gru' };
const waves = Array.from({ length: 200 }, (_, at) => 20 + 5 * Math.sin(at / 3));

test('a series is chosen, foretold, continued from one’s own numbers, and in the link', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open(small);
  await playground.messageAfter('net.ready', () =>
    playground.select('Task').selectOption('Continue a series'),
  );
  await playground.netIsReady();
  const panel = page.getByRole('region', { name: 'Forecast' });
  const error = async () => {
    const { result } = await playground.messageAfter('validation.result', () =>
      playground.button('Validate now').click(),
    );
    const { rmse = NaN } = result.metrics ?? {};
    await expect(playground.output('Error (RMSE)')).toHaveText(rmse.toFixed(3));
    return rmse;
  };
  const untrained = await error();
  await playground.trainTo(100);
  expect(await error()).toBeLessThan(untrained / 2);
  await expect(panel.getByRole('img', { name: /^Held-out numbers/ })).toBeVisible();
  await expect(panel.getByRole('rowheader')).toContainText(['this net', 'last value', 'mean']);
  const frame = await playground.frameAfter('forecast', () =>
    panel.getByRole('textbox').fill('0.1 0.2 what 0.3'),
  );
  expect([frame.own?.skipped, Object.keys(frame.own?.alone ?? {}).length]).toEqual([['what'], 100]);
  await expect(panel.getByRole('img', { name: /^Your numbers/ })).toBeVisible();
  await expect(panel).toContainText('left out: what');
  await expect(page).toHaveURL(/task=series/);
  // the run is kept, and goes on after a reload
  await playground.keptAt(await playground.number('Step'));
  await reloadAndContinue(playground);
  expect(await error()).toBeLessThan(untrained / 2);
  await playground.trainTo(110);
});

test('a table of one’s own is read by its column, bad rows are named, and too few are refused', async ({
  playground,
}) => {
  await playground.load({ ...small, task: 'series' });
  await playground.netIsReady();
  const rows = waves.map((value, at) => `${at},${at === 5 ? 'hot' : value},${-value}`);
  const table = ['day,heat,cold', ...rows].join('\n');
  await playground.messageAfter('net.ready', () => playground.choose('heat.csv', table));
  await expect(playground.select('Column predicted')).toHaveValue('');
  expect((await playground.textInfo()).rows).toMatchObject({ total: 199, refused: 1 });
  await playground.button('Which one?').click();
  const unused = playground.page.getByRole('list', { name: 'Unused rows' });
  await expect(unused).toContainText(
    'Row 7: there is no number in a column: column heat, found hot.',
  );
  await playground.choose('few.csv', '1\n2\n3\n');
  await expect(playground.alert).toContainText('there are too few numbers: numbers 3, needed 20');
  expect((await playground.textInfo()).name).toBe('heat.csv');
  expect(linkTo({ ...small, task: 'series' })).toContain('task=series');
});
