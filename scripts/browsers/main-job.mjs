/**
 * What most people come for, in any browser: train, pause, sample, and find it all again after a
 * reload. Everything that happens in the page is done by the names of its controls.
 */
import { findControls } from './controls.mjs';

/* global document, crossOriginIsolated -- the functions that run in the page use them */

/** Of the default net: enough to tell a falling loss from chance. */
const steps = 30;
/** A slow browser on a busy machine. */
const patienceMs = 120_000;

/** Runs in the page. @param act what is wanted: `train` or `resume` */
async function workInPage(act, from, patience) {
  const { all, named } = globalThis.controls;
  const textOf = (name) => named('output', name)?.textContent.trim() ?? '';
  const numberOf = (name) => Number.parseFloat(textOf(name).replaceAll(',', ''));
  const until = async (what, found) => {
    const end = Date.now() + patience;
    while (!found()) {
      if (Date.now() > end) {
        const alerts = all(document, '[role=alert]').map(({ textContent }) => textContent.trim());
        const step = `step ${textOf('Step')}`;
        const shown = [textOf('Engine'), step, ...keepingSays(), ...alerts].join('; ');
        throw new Error(`there was never ${what} when asked to ${act}; the page shows: ${shown}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const press = async (name) => {
    const button = () => named('button', name);
    await until(`a button ${name} to press`, () => button() && !button().disabled);
    button().click();
  };
  const keepingSays = () =>
    all(document, 'p')
      .map(({ textContent }) => textContent.trim())
      .filter((text) => /^(Kept|Not kept) in this browser/.test(text));
  const keptAt = (step) =>
    keepingSays().includes(`Kept in this browser at step ${step.toLocaleString('en')}`);

  if (act === 'train') {
    await press('Train');
    await until(`step ${from}`, () => numberOf('Step') >= from);
    await press('Pause');
    await until('a pause', () => named('button', 'Train')?.disabled === false);
    await press('Generate');
    await until('a sample', () => textOf('Sampled text').length > 100);
  } else {
    await press(`Continue from step ${from.toLocaleString('en')}`);
    await until(`step ${from} again`, () => numberOf('Step') === from);
    await press('One step');
    await until(`step ${from + 1}`, () => numberOf('Step') === from + 1);
  }
  // steps that were under way when Pause was pressed may be shown after the sample
  await until('the step that is shown kept', () => keptAt(numberOf('Step')));
  const step = numberOf('Step');
  await until('a loss', () => numberOf('Training loss') > 0);
  return {
    step,
    loss: numberOf('Training loss'),
    sample: textOf('Sampled text'),
    engine: textOf('Engine'),
    isIsolated: crossOriginIsolated,
  };
}

/**
 * @param page `open` loads an address, `reload` that again, `call` runs a function in the page with arguments
 * @returns what there was to see @throws Error that says what there was not
 */
export async function doMainJob(page, address) {
  await page.open(address);
  await page.call(findControls);
  const trained = await page.call(workInPage, 'train', steps, patienceMs);
  await page.reload();
  await page.call(findControls);
  const resumed = await page.call(workInPage, 'resume', trained.step, patienceMs);
  // chance is ln 73 = 4.29 nats, and the first thirty steps leave it behind
  for (const { loss } of [trained, resumed]) {
    if (!(loss > 0 && loss < 4)) throw new Error(`the loss is ${loss}`);
  }
  return trained;
}
