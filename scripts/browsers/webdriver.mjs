/** WebKitGTK by its driver, with as much of the WebDriver protocol as the main job needs. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';

const driver = '/usr/bin/WebKitWebDriver';
const virtualDisplay = '/usr/bin/Xvfb';
/** The browser that lies beside the library, by its versions. */
const browsers = ['4.1', '4.0', '6.0'].flatMap((version) =>
  ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec'].map(
    (folder) => `${folder}/webkit2gtk-${version}/MiniBrowser`,
  ),
);
const startMs = 60_000;

/** @returns why it cannot run here, or null */
export function missingForWebKit() {
  if (!existsSync(driver)) return 'there is no WebKitWebDriver here';
  if (!browsers.some(existsSync)) return 'there is no MiniBrowser beside WebKitGTK';
  if (!process.env.DISPLAY && !existsSync(virtualDisplay)) return 'there is no display, nor Xvfb';
  return null;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A display of its own, whose number Xvfb chooses. */
async function startDisplay() {
  if (process.env.DISPLAY) return { display: process.env.DISPLAY, stop: () => undefined };
  const child = spawn(virtualDisplay, ['-displayfd', '3', '-screen', '0', '1280x800x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    child.stdio[3].once('data', (line) => resolve(String(line).trim()));
    child.once('exit', () => reject(new Error('Xvfb did not start')));
  });
  return { display: `:${number}`, stop: () => child.kill() };
}

/** @returns a page as `doMainJob` wants it, and what ends the browser */
export async function openWebKit() {
  const { display, stop } = await startDisplay();
  const port = await freePort();
  const child = spawn(driver, ['--host=127.0.0.1', `--port=${port}`], {
    env: { ...process.env, DISPLAY: display },
    stdio: 'ignore',
  });
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/session${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebKitGTK: ${value.error}: ${value.message}`);
    return value;
  };
  const close = async (path) => {
    if (path) await ask('DELETE', path).catch(() => undefined);
    child.kill();
    stop();
  };
  try {
    const options = { binary: browsers.find(existsSync), args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const { sessionId, capabilities: got } = await patiently(() =>
      ask('POST', '', { capabilities }),
    );
    const path = `/${sessionId}`;
    await ask('POST', `${path}/timeouts`, { script: 600_000, pageLoad: 300_000 });
    const page = {
      open: (url) => ask('POST', `${path}/url`, { url }),
      reload: () => ask('POST', `${path}/refresh`, {}),
      async call(act, ...args) {
        const script = `const done = arguments[arguments.length - 1];
          (${act.toString()})(...[].slice.call(arguments, 0, -1))
            .then((value) => done({ value }), (error) => done({ error: error.message }));`;
        const { value, error } = await ask('POST', `${path}/execute/async`, { script, args });
        if (error) throw new Error(error);
        return value;
      },
    };
    return { page, version: got.browserVersion, close: () => close(path) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Until the driver listens. */
async function patiently(act) {
  const end = performance.now() + startMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const isEarly = error instanceof TypeError; // nobody listens yet
      if (!isEarly || performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
