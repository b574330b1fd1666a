/** `npm start`: builds the page if its sources have changed, serves it, opens it where it can. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = [
  'index.html',
  'package-lock.json',
  'public',
  'scripts/vite',
  'shaders',
  'src',
  'vite.config.ts',
];

process.chdir(root);
if (newest('dist/index.html') <= Math.max(...sources.map(newest))) {
  await build({ root, logLevel: 'warn' });
}
const server = await preview({ root, preview: { port: 4173, strictPort: false } });
const address = `http://localhost:${server.httpServer.address().port}/`;
console.log(`\nUnrolled is at ${address}\nAny current browser will do. Ctrl-C ends it.`);
if (hasDisplay()) openBrowser(address);

/** Latest change of a file or of anything in a folder, ms; 0 if there is no such thing. */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function hasDisplay() {
  const { CI, DISPLAY, SSH_CONNECTION, WAYLAND_DISPLAY } = process.env;
  if (CI) return false;
  if (process.platform === 'linux') return Boolean(DISPLAY ?? WAYLAND_DISPLAY);
  return !SSH_CONNECTION;
}

function openBrowser(url) {
  const commands = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  // No way to open it: the address is printed anyway.
  child.on('error', () => undefined);
  child.unref();
}
