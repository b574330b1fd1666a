/**
 * Voices of espeak-ng say yes and no into Chromium's fake microphone, and the page records them as it
 * records a person. The net is trained on some voices, and measured on others.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { chromiumArgs, findChromium } from '../../scripts/browser.mjs';

/** As the page has them: a round ends by itself after so many. */
const perRound = 20;
const classes = ['yes', 'no'];
const steps = 200;
const wanted = 0.9;
/** Of what espeak-ng writes, and seconds before the first word and from each to the next. */
const rate = 22_050;
const [lead, period] = [1.5, 2.6];
const patienceMs = 120_000;

/** The last quarter is held out: speakers that are not among the others. */
const trained = [
  ...['m1', 'm2', 'm3', 'm4', 'f1', 'f2', 'f3', 'klatt', 'klatt3', 'adam'],
  ...['boris', 'caleb', 'david', 'ed', 'gustave', 'iven', 'max', 'norbert', 'paul', 'quincy'],
  ...['m6', 'm8', 'anika', 'antonio', 'aunty', 'benjamin', 'grandma', 'marcelo', 'pedro', 'rob'],
];
const unseen = [
  ...['m5', 'm7', 'f4', 'f5', 'belinda'],
  ...['edward', 'john', 'linda', 'miguel', 'steph'],
];
const accents = ['en-us', 'en-gb', 'en-gb-scotland', 'en-029', 'en-gb-x-rp'];

/** Rounds of words, each in a voice of its own. */
const rounds = [trained.slice(0, perRound), [...trained.slice(perRound), ...unseen]];

/** @returns false where there is no espeak-ng */
export const canSpeak = () => spawnSync('espeak-ng', ['--version']).status === 0;

/** 16-bit samples. */
function speak(word, variant, at) {
  const accent = accents[at % accents.length];
  const [pitch, speed] = [35 + ((at * 17) % 40), 120 + ((at * 23) % 60)];
  const options = ['-v', `${accent}+${variant}`, '-p', pitch, '-s', speed, '--stdout', word];
  const { status, stdout, stderr } = spawnSync('espeak-ng', options.map(String));
  if (status !== 0) throw new Error(`espeak-ng: ${String(stderr)}`);
  return stdout.subarray(44);
}

/** All of a round, one after the other. */
function soundOf(word, variants) {
  const bytes = Math.round((lead + period * variants.length) * rate) * 2;
  const sound = Buffer.alloc(44 + bytes);
  sound.write('RIFF', 0);
  sound.writeUInt32LE(36 + bytes, 4);
  sound.write('WAVEfmt ', 8);
  sound.writeUInt32LE(16, 16);
  for (const [at, value] of [1, 1].entries()) sound.writeUInt16LE(value, 20 + 2 * at);
  sound.writeUInt32LE(rate, 24);
  sound.writeUInt32LE(2 * rate, 28);
  sound.writeUInt16LE(2, 32);
  sound.writeUInt16LE(16, 34);
  sound.write('data', 36);
  sound.writeUInt32LE(bytes, 40);
  variants.forEach((variant, at) => {
    speak(word, variant, at).copy(sound, 44 + Math.round((lead + period * at) * rate) * 2);
  });
  return sound;
}

/** A browser that hears this, with what it has kept before. */
async function withPage(address, { folder, engine, sound }, act) {
  const file = join(folder, 'heard.wav');
  if (sound) writeFileSync(file, sound);
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: findChromium() ?? undefined,
    permissions: ['microphone'],
    args: [
      ...chromiumArgs,
      '--use-fake-device-for-media-stream',
      ...(sound ? [`--use-file-for-fake-audio-capture=${file}%noloop`] : []),
    ],
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    await page.goto(`${address}#v=2&task=voice&engine=${engine}`);
    await page.getByRole('button', { name: 'Record your own …' }).click();
    return await act(page, page.getByRole('dialog', { name: 'Record your own' }));
  } finally {
    await context.close();
  }
}

async function record(dialog, word, count) {
  await dialog.getByRole('button', { name: `Record ${word}`, exact: true }).click();
  await until(async () => {
    const told = await dialog.getByLabel(`Recordings of ${word}`).textContent();
    return told.trim() === `${count} of 20`;
  });
}

/** The accuracy on voices that it has not heard, by step, from quarter to quarter. */
async function train(page, dialog) {
  const output = (name) => page.getByRole('status', { name, exact: true });
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  await dialog.getByRole('button', { name: 'Use these' }).click();
  const step = async () => Number((await output('Step').textContent()).replaceAll(',', ''));
  const curve = [];
  const begun = performance.now();
  for (const share of [0, 1 / 4, 1 / 2, 3 / 4, 1]) {
    if (share > 0) {
      await press('Train');
      await until(async () => (await step()) >= share * steps);
      await press('Pause');
    }
    await press('Validate now');
    const found = page.getByText(/^Over all 20 held-out recordings, at step/);
    await until(async () => {
      const told = await found.first().textContent();
      return told.includes(`step ${(await step()).toLocaleString('en')}.`);
    });
    curve.push([await step(), Number(await output('Accuracy').first().textContent())]);
  }
  return { curve, minutes: (performance.now() - begun) / 60_000 };
}

async function until(condition) {
  const end = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`spoken: waited ${patienceMs / 1000} s`);
    await setTimeout(100);
  }
}

/**
 * @param address of the built page
 * @returns a row as the other tasks have one
 */
export async function learnSpoken(address, engine) {
  const folder = mkdtempSync(join(tmpdir(), 'spoken-'));
  const [load] = loadavg();
  try {
    for (const [round, variants] of rounds.entries()) {
      for (const word of classes) {
        const sound = soundOf(word, variants);
        const count = (round + 1) * perRound;
        await withPage(address, { folder, engine, sound }, (_, dialog) =>
          record(dialog, word, count),
        );
      }
    }
    const { curve, minutes } = await withPage(address, { folder, engine }, train);
    return {
      ...{ task: 'voice', settings: { spoken: 'espeak-ng' }, seed: 1, steps, metric: 'accuracy' },
      ...{ curve, minutes, load, wanted: `unseen voices ≥ ${wanted}`, bounds: [] },
      isMet: curve[curve.length - 1][1] >= wanted,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
