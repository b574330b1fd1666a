/**
 * Finds a Chromium, and the Vulkan files that every Chromium brings: with its software adapter
 * (SwiftShader) the GPU tests run anywhere, in the browser and in Node.
 */
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where packages put the real program when the one on the PATH is a script. */
const browserFolders = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
  '/snap/chromium/current/usr/lib/chromium-browser',
];

/** Flags for WebGPU on the software adapter, without a display and without a word to any server. */
export const chromiumArgs = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
];

/**
 * A feature of Dawn that tests turn off: with it SwiftShader clears workgroup memory word by word,
 * unrolled, and a kernel with 16 KiB of it takes seconds to compile; else Dawn writes a loop.
 */
export const slowlyCompiledFeature = 'use_vulkan_zero_initialize_workgroup_memory_extension';

/**
 * Chromium without what no test sees: pages behind the address bar of every window, and a process
 * kept ready for the next site. They take as long as the page itself takes to open. Of two such
 * lists the last one counts: the first names are those that Playwright turns off.
 */
export const withoutUnseenPages = `--disable-features=${[
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints'],
  ...['NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  'SpareRendererForSitePerProcess',
].join()}`;

/** Set `UNROLLED_GPU=hardware` to run the GPU tests on this machine's own adapter. */
export const wantsHardware = process.env.UNROLLED_GPU === 'hardware';

/** Path of a Chromium: CHROMIUM_PATH, else one on the PATH, else Playwright's; null if none. */
export function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return isExecutable(chosen) ? chosen : null;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, playwrightChromium()].find(isExecutable) ?? null;
}

/**
 * Of the software adapter beside a Chromium: its description for the Vulkan loader, and the loader
 * itself where this system may have none. Null where nothing of the kind is found.
 */
export function findSoftwareVulkan() {
  const chromium = findChromium();
  const folders = [
    ...(chromium === null ? [] : [dirname(realpathSync(chromium))]),
    ...browserFolders,
    ...[playwrightChromium()].filter(isExecutable).map((path) => dirname(path)),
  ];
  const folder = folders.find((path) => existsSync(join(path, 'vk_swiftshader_icd.json')));
  if (folder === undefined) return null;
  const loader = join(folder, 'libvulkan.so.1');
  return {
    icd: join(folder, 'vk_swiftshader_icd.json'),
    loader: existsSync(loader) ? loader : null,
  };
}

/** Environment for a program that shall use the software adapter; empty if hardware is wanted. */
export function vulkanEnvironment() {
  if (wantsHardware || process.env.VK_ICD_FILENAMES) return {};
  const found = findSoftwareVulkan();
  return found === null ? {} : { VK_ICD_FILENAMES: found.icd };
}

function playwrightChromium() {
  try {
    return createRequire(import.meta.url)('@playwright/test').chromium.executablePath();
  } catch {
    return ''; // Not installed (yet): there is no such browser then.
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}
