/** WebGPU in Node, through Dawn (npm package `webgpu`): what compiles kernels, and may run them. */
import os from 'node:os';
import {
  findSoftwareVulkan,
  slowlyCompiledFeature,
  vulkanEnvironment,
} from '../../scripts/browser.mjs';

/**
 * Dawn guards every access to an array, and SwiftShader takes a fifth longer to compile that. Whether
 * a kernel stays within its arrays is checked on the CPU (`checksIndices`), index by index; in
 * browsers the guards are on.
 */
const slowlyCompiledGuards = 'disable_robustness';

/** What the kernels may use where the adapter has it. */
const wantedFeatures = ['subgroups', 'timestamp-query'] as const;
const wantedLimits = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
] as const;

type Backend = 'vulkan' | 'null' | 'any';

/** Kept for the life of the process: Dawn's devices must not outlive the object they came from. */
const instances = new Map<Backend, Promise<GPU>>();

export function requestGpu(backend: Backend): Promise<GPU> {
  const known = instances.get(backend);
  if (known !== undefined) return known;
  const opened = openGpu(backend);
  instances.set(backend, opened);
  return opened;
}

async function openGpu(backend: Backend): Promise<GPU> {
  return openDawn(backend, vulkanEnvironment());
}

/** @param environment for the Vulkan loader: which driver is taken */
export async function openDawn(
  backend: Backend,
  environment: Record<string, string>,
): Promise<GPU> {
  if (process.platform === 'linux') {
    Object.assign(process.env, environment);
    // Without it, the Vulkan loader complains on every start where nobody is logged in.
    process.env.XDG_RUNTIME_DIR ??= os.tmpdir();
    loadVulkan();
  }
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const toggles = [
    `enable-dawn-features=allow_unsafe_apis,${slowlyCompiledGuards}`,
    `disable-dawn-features=${slowlyCompiledFeature}`,
  ];
  return create(backend === 'any' ? toggles : [...toggles, `backend=${backend}`]);
}

/**
 * Dawn asks the system for `libvulkan.so.1`, which a machine without a GPU may not have. Chromium
 * brings one: once it is loaded, whoever asks for a library of that name is given it. Node refuses
 * it, as it is no add-on, but the flag RTLD_NODELETE keeps it in the process.
 */
function loadVulkan(): void {
  const loader = findSoftwareVulkan()?.loader;
  if (loader == null) return;
  const keepLoaded = 0x1000;
  try {
    process.dlopen({ exports: {} }, loader, os.constants.dlopen.RTLD_NOW | keepLoaded);
  } catch {
    // Always "did not self-register"; whether it worked shows when the adapter is asked for.
  }
}

/**
 * With all the features and limits that kernels may use. An error that no error scope catches makes
 * the running test file fail. The caller destroys it.
 */
export async function openDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const device = await adapter.requestDevice({
    requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(wantedLimits.map((name) => [name, adapter.limits[name]])),
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    queueMicrotask(() => {
      throw new Error(`dawn: uncaptured error: ${error.message}`);
    });
  });
  return device;
}
