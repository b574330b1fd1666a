/** What a person gave up comes back: a run that was rewound, or that another took the place of. */
import {
  chooseFile,
  dialog,
  expectSteps,
  isKeptAt,
  keepAt,
  listOf,
  savedFile,
  undoBar,
  valuesOf,
} from './support/kept.ts';
import { smallNet } from './support/playground.ts';
import { expect, test } from './support/test.ts';
import { breakWorker } from './support/worker-faults.ts';

test('rewinding, a new net and an opened file are undone by one press', async ({ playground }) => {
  await playground.open(smallNet);
  await playground.stepTo(5);
  const atFive = await valuesOf(playground);
  const file = await savedFile(playground);
  await keepAt(playground, 9);
  const atNine = await valuesOf(playground);

  await playground.rewind();
  await expect(undoBar(playground)).toContainText('Rewound from step 9.');
  await playground.messageAfter('run.loaded', () => playground.button('Undo').click());
  await expect(playground.output('Step')).toHaveText('9');
  expect(await valuesOf(playground)).toEqual(atNine);
  await expect(undoBar(playground)).toBeHidden();

  await playground.setField('Hidden size', 12);
  await expect(dialog(playground)).toContainText(
    'Hidden size 12 needs a new net. It replaces the net you trained for 9 steps.',
  );
  await playground.messageAfter('net.ready', () => playground.button('New net').click());
  await expect(undoBar(playground)).toContainText(
    'A new net replaced the one trained for 9 steps.',
  );
  await playground.messageAfter('run.loaded', () => playground.button('Undo').click());
  expect(await valuesOf(playground)).toEqual(atNine);
  await expect(playground.field('Hidden size')).toHaveValue('16');

  await chooseFile(playground, file);
  await expect(dialog(playground)).toContainText(
    'Open alice-lstm-step5? It replaces the net you trained for 9 steps.',
  );
  await expect(dialog(playground)).not.toContainText('new net');
  await dialog(playground).getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(playground.output('Step')).toHaveText('9');
  await chooseFile(playground, file);
  const saved = playground.page.waitForEvent('download');
  await playground.messageAfter('run.loaded', () => playground.button('Save mine first').click());
  expect((await saved).suggestedFilename()).toBe('alice-lstm-step9.safetensors');
  expect(await valuesOf(playground)).toEqual(atFive);
  await expect(undoBar(playground)).toContainText('alice-lstm-step5 replaced the net trained for');
  await playground.messageAfter('run.loaded', () => playground.button('Undo').click());
  expect(await valuesOf(playground)).toEqual(atNine);
});

test('an undo asks once there is something to lose, and goes when nobody needs it', async ({
  playground,
}) => {
  await playground.open(smallNet);
  await playground.stepTo(4);
  await playground.rewind();
  await playground.stepTo(2);
  await playground.button('Undo').click();
  await expect(dialog(playground)).toContainText(
    'Go back to the net trained for 4 steps? It replaces the net you trained for 2 steps.',
  );
  await dialog(playground).getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(playground.output('Step')).toHaveText('2');
  await expect(undoBar(playground)).toBeVisible();
  // trained for longer than the run that could come back
  await playground.stepTo(5);
  await expect(undoBar(playground)).toBeHidden();
  await playground.rewind();
  await expect(undoBar(playground)).toContainText('Rewound from step 5.');
  await playground.button('Dismiss the undo').click();
  await expect(undoBar(playground)).toBeHidden();
  // Both stay among the kept runs, also after a reload.
  await playground.open(smallNet);
  await expectSteps(playground, [5, 4]);
});

test('a loaded run is kept, and offered after a reload before older ones', async ({
  playground,
}) => {
  await playground.open(smallNet);
  await playground.stepTo(6);
  const file = await savedFile(playground);
  const before = await valuesOf(playground);
  await playground.rewind();
  await keepAt(playground, 2);
  await playground.open(smallNet);
  await playground.messageAfter('run.loaded', () => chooseFile(playground, file));
  await isKeptAt(playground, 6);
  await playground.open(smallNet);
  await playground.messageAfter('run.loaded', () =>
    playground.button('Continue from step 6').click(),
  );
  expect(await valuesOf(playground)).toEqual(before);
});

test('where the browser keeps nothing: one sentence, and an undo all the same', async ({
  playground,
}) => {
  const { page } = playground;
  await breakWorker(page, 'no storage');
  await playground.open(smallNet);
  const list = await listOf(playground);
  await expect(list.getByRole('status')).toHaveText(/^This browser keeps no runs for this page/);
  await expect(list.getByRole('table')).toHaveCount(0);
  await playground.stepTo(4);
  const before = await valuesOf(playground);
  await expect(page.getByText('Not kept in this browser', { exact: true })).toBeVisible();
  await playground.rewind();
  await playground.messageAfter('run.loaded', () => playground.button('Undo').click());
  expect(await valuesOf(playground)).toEqual(before);
});

test('another text is named in the question, and an undo brings the person’s own back', async ({
  playground,
}) => {
  await playground.open(smallNet);
  await playground.upload('own words.txt', 'It was the best of times. '.repeat(100));
  await playground.stepTo(3);
  const before = await valuesOf(playground);
  const { hash } = await playground.textInfo();
  const another = () => playground.select('Text').selectOption('austen');
  await another();
  await expect(dialog(playground)).toContainText(
    'Open Sense and Sensibility, Jane Austen? It replaces the net you trained for 3 steps.',
  );
  await dialog(playground).getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(playground.select('Text')).toHaveValue('(brought)');
  await another();
  await playground.messageAfter('net.ready', () => playground.button('Open').click());
  await expect(undoBar(playground)).toContainText('A new net on Sense and Sensibility');
  // and names the text that is open, where another follows before anything is trained
  await playground.messageAfter('net.ready', () =>
    playground.select('Text').selectOption('shakespeare'),
  );
  await expect(undoBar(playground)).toContainText('A new net on Hamlet, Macbeth');
  await expect(undoBar(playground)).toContainText('replaced the one trained for 3 steps.');
  await playground.messageAfter('run.loaded', () => playground.button('Undo').click());
  expect((await playground.textInfo()).hash).toBe(hash);
  expect(await valuesOf(playground)).toEqual(before);
  await expect(playground.page).toHaveURL(/file=own\+words\.txt/);
});
