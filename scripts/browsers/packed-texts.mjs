/**
 * Texts that were packed in Node are unpacked in any browser, by the nets that packed them, and packed
 * again into the same bytes. By the names of the page's controls.
 */
/* global document, DataTransfer, HTMLAnchorElement -- the functions that run in the page use them */
import { readFileSync } from 'node:fs';
import { withSourceModule } from '../../bench/driver/source-module.mjs';
import { findControls } from './controls.mjs';

const folder = new URL('../../src/testing/fixtures/packed/', import.meta.url);
const patienceMs = 120_000;
/** And how the page opens their text. */
const nets = [
  ['characters', ''],
  ['words', '#v=1&tokens=word&vocabulary=200&sequences=sentence'],
];

/** Runs in the page, which has trained nothing since it was opened. Files come as base64. */
async function unpackInPage({ step, run, packed, text, isPackedAgain }, patience) {
  const { all, named } = globalThis.controls;
  const until = async (what, find) => {
    const end = Date.now() + patience;
    for (let found = find(); ; found = find()) {
      if (found) return found;
      if (Date.now() > end) {
        const alerts = all(document, '[role=alert]').map(({ textContent }) => textContent.trim());
        throw new Error(`there was never ${what}; the page says: ${alerts.join('; ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const enabled = (selector, name) =>
    until(`a ${name}`, () => {
      const control = named(selector, name);
      return control && !control.disabled && control;
    });
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  const give = async (name, base64) => {
    const input = await enabled('input', name);
    const given = new DataTransfer();
    given.items.add(new File([bytesOf(base64)], 'file'));
    input.files = given.files;
    input.dispatchEvent(new Event('change'));
  };

  // once its own net is there
  await enabled('button', 'One step');
  await give('Load weights or a run', run);
  await until(`step ${step}`, () => named('output', 'Step')?.textContent.trim() === String(step));
  (await enabled('[role=tab]', 'Score')).click();
  await give('Open a packed file', packed);
  const opened = await until('an opened text', () => named('textarea', 'Unpacked text'));
  await until('the text that was packed', () => opened.value === text);
  if (!isPackedAgain) return;

  const field = all(document, '#text')[0];
  field.value = text;
  field.dispatchEvent(new Event('input'));
  (await enabled('button', 'Pack')).click();
  const saved = new Promise((resolve) => (URL.createObjectURL = (blob) => resolve(blob)));
  HTMLAnchorElement.prototype.click = () => undefined;
  (await enabled('button', 'Save packed file')).click();
  const bytes = new Uint8Array(await (await saved).arrayBuffer());
  const expected = bytesOf(packed);
  const differs = expected.findIndex((byte, at) => byte !== bytes[at]);
  if (bytes.length !== expected.length || differs >= 0) {
    throw new Error(`it packs the text otherwise than Node, from byte ${differs} on`);
  }
}

/** Runs in the page, whose net has packed them. As JSON, which carries halves of characters as well. */
async function openMany(samplesAsJson) {
  const { client } = document.querySelector('playground-app').session;
  const opened = (id, file) =>
    new Promise((resolve, reject) => {
      const ends = [
        client.on('pack.opened', (told) => settle(told, () => resolve(told.text))),
        client.on('pack.refused', (told) =>
          settle(told, () => reject(new Error(told.problem.code))),
        ),
      ];
      const settle = (told, act) => {
        if (told.id !== id) return;
        ends.forEach((end) => end());
        act();
      };
      client.send({ type: 'pack.open', id, file });
    });
  for (const [id, { text, packed }] of JSON.parse(samplesAsJson).entries()) {
    const bytes = Uint8Array.from(atob(packed), (byte) => byte.charCodeAt(0));
    const got = await opened(id, new Blob([bytes]));
    if (got !== text) throw new Error(`text ${id}, ${text.length} long, is another one`);
  }
}

/** Texts that Node packs by each of the nets, as many in all. */
export async function packTexts(count) {
  const samples = {};
  await withSourceModule('/src/testing/pack-many.ts', async ({ packMany, textsToPack }) => {
    for (const [seed, [name]] of nets.entries()) {
      samples[name] = await packMany(name, textsToPack(count / nets.length, seed));
    }
  });
  return samples;
}

/**
 * @param page `open` loads an address, `call` runs a function in the page with arguments
 * @param samples by net, further ones
 * @returns how many there were
 */
export async function unpackTexts(page, address, samples = {}) {
  const base64 = (name) => readFileSync(new URL(name, folder)).toString('base64');
  const text = readFileSync(new URL('text.txt', folder), 'utf8');
  let count = 0;
  for (const [name, link] of nets) {
    // another page, not another place in the one before
    await page.open('about:blank');
    await page.open(`${address}${link}`);
    await page.call(findControls);
    const given = {
      ...{ step: 30, text, run: base64(`${name}.safetensors`), packed: base64(`${name}.packed`) },
      // browsers may cut words otherwise
      isPackedAgain: name === 'characters',
    };
    await page.call(unpackInPage, given, patienceMs);
    count++;
    if (!samples[name]) continue;
    await page.call(openMany, JSON.stringify(samples[name]));
    count += samples[name].length;
  }
  return count;
}
