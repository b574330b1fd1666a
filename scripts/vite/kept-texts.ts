/**
 * Texts as they were made from npm packages, kept until something that they are made by or from
 * changes: every build and every tier of the tests needs them, and cutting them takes seconds.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ImportGraph, root } from './import-graph.ts';
import type { DataSource, TextAsset } from './text-assets.ts';

const folder = join(root, 'node_modules', '.cache', 'texts');

let made: string | undefined;

/** Changes with the packages, and with every file of ours that makes the texts. */
function fingerprint(): string {
  const files = [...new ImportGraph().reachedFrom('vite.config.ts'), 'package-lock.json'];
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 32);
}

/** @param read what takes long; where it finds nothing, it is asked again the next time */
export function keptTexts<Info extends DataSource>(
  name: string,
  read: () => TextAsset<Info>[],
): TextAsset<Info>[] {
  const path = join(folder, `${name}-${(made ??= fingerprint())}.json`);
  if (existsSync(path)) {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as { info: Info; text: string }[];
    return kept.map(({ info, text }) => ({ info, bytes: Buffer.from(text) }));
  }
  const texts = read();
  if (texts.length > 0) {
    const kept = texts.map(({ info, bytes }) => ({ info, text: bytes.toString() }));
    mkdirSync(folder, { recursive: true });
    for (const old of readdirSync(folder)) {
      if (old.startsWith(`${name}-`)) rmSync(join(folder, old), { force: true });
    }
    // whole or not at all: others may be reading it
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(kept));
    renameSync(`${path}.${process.pid}`, path);
  }
  return texts;
}
