import { describe, expect, it } from 'vitest';
import { webgpuNeeds } from './webgpu-needs.ts';

const agents = {
  chromeLinux: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
  chromeOld:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/100.0.0.0 Safari/537.36',
  firefoxWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15',
  iphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari/604.1',
  android:
    'Mozilla/5.0 (Linux; Android 11; Pixel 4) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36',
};

describe('what a browser needs for WebGPU', () => {
  it.each([
    ['chromeLinux', '--enable-unsafe-webgpu'],
    ['chromeOld', 'Update the browser'],
    ['firefoxWindows', 'since version 141'],
    ['safari', 'Safari has WebGPU since version 26'],
    ['iphone', 'iOS 26'],
    ['android', 'Android 12 or later'],
  ] as const)('%s is told about %s', (agent, advice) => {
    const needs = webgpuNeeds(agents[agent], true).join(' ');
    expect(needs).toContain(advice);
    expect(needs.includes('--enable-unsafe-webgpu')).toBe(agent === 'chromeLinux');
  });

  it('names an insecure context first', () => {
    expect(webgpuNeeds(agents.safari, false)[0]).toContain('secure context');
  });
});
