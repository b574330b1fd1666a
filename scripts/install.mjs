/**
 * Installs what is missing and nothing else: the npm packages and, with `--browser`, a Chromium
 * for the tests. Node's built-ins only, since it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, findSoftwareVulkan } from './browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const downloadLimitMs = 60_000;
const packageManagerLimitMs = 600_000;

await installPackages();
if (process.argv.includes('--browser')) await installBrowser();

async function installPackages() {
  if (packagesMatchLock()) return;
  console.log('install: npm ci');
  // Within `npm start` and `npm test` npm says where it is; it need not be on the PATH.
  const npm = process.env.npm_execpath;
  const command = npm === undefined ? ['npm'] : [process.execPath, npm];
  const succeeded = await run([...command, 'ci', '--include=dev']);
  if (!succeeded) fail('install: npm ci failed. Read its message above, then try again.');
}

/** Whether node_modules holds what the lock file says; npm keeps a list of what it installed. */
function packagesMatchLock() {
  const installedPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedPath)) return false;
  const installed = readPackages(installedPath);
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    // Packages for other systems are optional and absent.
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version;
  });
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

async function installBrowser() {
  const sources = [
    ['the Chromium that is there', () => true],
    ["Playwright's Chromium", installFromPlaywright],
    ["the system's Chromium", installFromSystem],
  ];
  // A Chromium that was asked for by name is taken or refused, never replaced.
  const tried = process.env.CHROMIUM_PATH ? sources.slice(0, 1) : sources;
  for (const [name, install] of tried) {
    if (!(await install())) continue;
    const problem = problemOfChromium();
    if (problem === null) return;
    if (install !== sources[0][1]) console.log(`install: ${name} does not serve: ${problem}`);
  }
  fail(
    `install: no usable Chromium: ${problemOfChromium()}. ` +
      'Install Chromium or Chrome with its libraries, or set CHROMIUM_PATH to one that starts.',
  );
}

/** Why there is no Chromium to test with; null if there is. */
function problemOfChromium() {
  const path = findChromium();
  if (path === null) {
    const chosen = process.env.CHROMIUM_PATH;
    return chosen ? `CHROMIUM_PATH ${chosen} is not a program` : 'none found';
  }
  const { status, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  if (status !== 0) return `${path} does not start: ${(stderr ?? '').trim().split('\n')[0]}`;
  if (process.platform === 'linux' && findSoftwareVulkan() === null) {
    return `${path} lacks its software adapter (vk_swiftshader_icd.json)`;
  }
  return null;
}

function installFromPlaywright() {
  console.log('install: playwright install chromium (60 s at most)');
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  return run([process.execPath, cli, 'install', 'chromium'], downloadLimitMs);
}

async function installFromSystem() {
  if (process.platform !== 'linux' || process.getuid() !== 0) return false;
  console.log('install: apt-get install chromium');
  const aptGet = (...args) =>
    run(['apt-get', '-qq', '-o', 'Dpkg::Use-Pty=0', ...args], packageManagerLimitMs, {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  await aptGet('update');
  // What Chromium recommends is for desktops; of it, tests need only letters to draw.
  return aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
}

/** Whether it ended well and in time; whatever it started is ended with it. */
function run([command, ...args], limitMs, environment = {}) {
  return new Promise((resolve) => {
    const isWindows = process.platform === 'win32';
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
      // A process group of its own, so that the whole of it can be ended.
      detached: !isWindows,
      shell: isWindows && command === 'npm',
    });
    const end = () => {
      try {
        process.kill(isWindows ? child.pid : -child.pid, 'SIGKILL');
      } catch {
        // It has just ended by itself.
      }
    };
    const interrupt = () => {
      end();
      process.exit(130);
    };
    process.on('SIGINT', interrupt);
    const timer =
      limitMs &&
      setTimeout(() => {
        console.log(`install: ${command} took longer than ${limitMs / 1000} s: ended`);
        end();
      }, limitMs);
    const finish = (succeeded) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt);
      resolve(succeeded);
    };
    child.on('error', () => finish(false));
    child.on('exit', (code) => finish(code === 0));
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
