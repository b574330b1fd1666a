/**
 * Vite plugin for the security headers: a strict Content-Security-Policy from the first day, so
 * that a text can be sent nowhere, and isolation from other origins, so that threads may share
 * memory. A dedicated worker takes its policy from its own response, so every response carries it.
 */
import type { Plugin } from 'vite';

const directives = {
  'default-src': "'none'",
  // The kernels for the CPU are compiled in the page; this lets WebAssembly be made, never a script.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'object-src': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  // Lit makes the first; the second gives the address of the training worker and nothing else.
  'trusted-types': 'lit-html app-worker',
};

function policy(changes: Partial<Record<keyof typeof directives, string | null>> = {}): string {
  return Object.entries({ ...directives, ...changes })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

const headers = {
  'Content-Security-Policy': policy(),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()',
  // Together they isolate the page, and only an isolated page may share memory among threads.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * While developing, Vite adds styles and its client as it goes: inline styles, a web socket and
 * unnamed scripts must be let through. Nothing foreign is, there either.
 */
const developmentHeaders = {
  ...headers,
  'Content-Security-Policy': policy({
    'style-src': "'self' 'unsafe-inline'",
    'connect-src': "'self' ws:",
    'require-trusted-types-for': null,
    'trusted-types': null,
  }),
};

/** For hosts that read it (Netlify, Cloudflare Pages): the same headers for every file. */
const headersFile = [
  '/*',
  ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
];

export function headersPlugin(): Plugin {
  let isBuild = false;
  return {
    name: 'security-headers',
    config: () => ({
      server: { headers: developmentHeaders },
      preview: { headers },
    }),
    /**
     * Also on an answer that says "not modified", which Vite's setting leaves out: WebKit takes the
     * worker of a page that is loaded again for one that is not isolated.
     */
    configurePreviewServer({ middlewares }) {
      middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
    configResolved({ command }) {
      isBuild = command === 'build';
    },
    /** For hosts that set no headers. A policy in the page cannot say `frame-ancestors`. */
    transformIndexHtml: {
      order: 'post',
      handler: () =>
        isBuild
          ? [
              {
                tag: 'meta',
                injectTo: 'head-prepend',
                attrs: {
                  'http-equiv': 'Content-Security-Policy',
                  content: policy({ 'frame-ancestors': null }),
                },
              },
              {
                tag: 'meta',
                injectTo: 'head-prepend',
                attrs: { name: 'referrer', content: 'no-referrer' },
              },
            ]
          : [],
    },
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: '_headers',
        source: `${headersFile.join('\n')}\n`,
      });
    },
  };
}
