/** What a browser on a system needs for WebGPU, told from its user agent. */
import { msg } from '@lit/localize';

export function webgpuNeeds(userAgent: string, secure: boolean): string[] {
  const needs: string[] = [];
  if (!secure) {
    needs.push(msg('Open the page over https, or from localhost: WebGPU needs a secure context.'));
  }
  const version = (pattern: RegExp) => Number(pattern.exec(userAgent)?.[1] ?? 0);
  const android = version(/Android (\d+)/);
  const apple = /iPhone|iPad|Macintosh/.test(userAgent);
  const linux = /Linux|X11/.test(userAgent) && android === 0 && !/CrOS/.test(userAgent);
  const firefox = version(/Firefox\/(\d+)/);
  const chromium = version(/(?:Chrome|Chromium)\/(\d+)/);

  if (/iPhone|iPad/.test(userAgent)) {
    needs.push(msg('On iPhone and iPad, every browser needs iOS 26 or iPadOS 26 or later.'));
  } else if (firefox > 0) {
    needs.push(...firefoxNeeds(userAgent, firefox));
  } else if (chromium > 0) {
    needs.push(...chromiumNeeds(chromium, android, linux));
  } else if (apple) {
    needs.push(
      msg(
        'Safari has WebGPU since version 26 (macOS 26, iOS 26), Chrome and Edge since version 113.',
      ),
    );
  } else {
    needs.push(
      msg('Use Chrome or Edge 113 or later, Firefox 141 or later on Windows, or Safari 26.'),
    );
  }
  needs.push(
    msg(
      'WebGPU is in Chrome and Edge since version 113 (Windows, macOS, ChromeOS; Android 12), in Firefox since 141 (Windows) and 145 (macOS), and in Safari since 26.',
    ),
  );
  return needs;
}

function chromiumNeeds(version: number, android: number, linux: boolean): string[] {
  const needs: string[] = [];
  if (android > 0) {
    if (android < 12 || version < 121) {
      needs.push(msg('On Android, use Chrome 121 or later on Android 12 or later.'));
    }
  } else if (version < 113) {
    needs.push(msg('Update the browser: Chrome and Edge have WebGPU since version 113.'));
  }
  if (linux) {
    needs.push(
      msg(
        'On Linux, you may have to turn WebGPU on: start the browser with --enable-unsafe-webgpu --enable-features=Vulkan, or set chrome://flags/#enable-unsafe-webgpu to Enabled.',
      ),
    );
  }
  needs.push(
    msg(
      'Check in chrome://gpu that “WebGPU” is not disabled. Turn on graphics acceleration in the settings under System, and update the graphics driver.',
    ),
  );
  return needs;
}

function firefoxNeeds(userAgent: string, version: number): string[] {
  if (/Windows/.test(userAgent)) {
    return version < 141
      ? [msg('Update Firefox: on Windows it has WebGPU since version 141.')]
      : [
          msg(
            'Check in about:support, under Graphics, that WebGPU is available. Update the graphics driver.',
          ),
        ];
  }
  if (/Macintosh/.test(userAgent)) {
    return version < 145
      ? [msg('Update Firefox: on macOS with Apple silicon it has WebGPU since version 145.')]
      : [
          msg(
            'Firefox has WebGPU on Macs with Apple silicon and macOS 26. On other Macs, use Chrome 113 or later.',
          ),
        ];
  }
  return [
    msg(
      'Firefox has no WebGPU on this system by default. Use Chrome 113 or later, or set dom.webgpu.enabled in about:config.',
    ),
  ];
}
