import eslint from '@eslint/js';
import globals from 'globals';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** The layers, lowest first: a layer may import itself and what stands before it. */
const layers = [
  'lib',
  'config',
  'protocol',
  'graph',
  'ops',
  'cells',
  'recurrence',
  'optimizers',
  'backend',
  'model',
  'decode',
  'data',
  'tasks',
  'training',
  'net',
  'views',
  'run',
  'keeping',
  'worker',
];

/** The page's end of the line to the worker names the file that the worker is made of. */
const workerFile = '!**/worker/trainer-worker.ts?worker&url';

/** What a task brings to the table of settings stands in its folder. */
const settingsOfTasks = ['!**/tasks/*/', '!**/tasks/*/settings.ts'];

/** What a layer may know of those above it. */
const known = { config: settingsOfTasks, protocol: [workerFile] };

const innerBackend = {
  group: ['**/backend/*/**'],
  message:
    'What a backend is made of is its own business: speak to the contract, backend/backend.ts.',
};

/** What stands above a layer is not for it to know; its tests may look into src/testing too. */
const layerRules = layers.flatMap((layer, index) => {
  const above = [...layers.slice(index + 1), 'ui'];
  const pattern = (hidden, message) => ({
    group: [...hidden.map((one) => `**/${one}/**`), ...(known[layer] ?? [])],
    message,
  });
  const rule = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
  return [
    {
      files: [`src/${layer}/**/*.ts`],
      ignores: ['**/*.test.ts'],
      rules: rule(
        pattern(
          [...above, 'testing'],
          `Layers point down: ${layer} must not know this. Move the shared part below, or pass it in.`,
        ),
        ...(layer === 'backend' ? [] : [innerBackend]),
      ),
    },
    {
      files: [`src/${layer}/**/*.test.ts`],
      rules: rule(
        pattern(
          above,
          `Tests of ${layer} look down too: let src/testing pass it in, or move this test there.`,
        ),
      ),
    },
  ];
});

/** They are read before a task is loaded, and load nothing of it. */
const settingsAlone = {
  files: ['src/tasks/*/settings.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '^(?!\\.\\./\\.\\./(lib|config)/|\\.\\./[^/]+/settings\\.ts$)',
            message:
              'Settings of a task know lib, config and settings of other tasks: all else loads later.',
          },
        ],
      },
    ],
  },
};

const contractAlone = 'Only src/backend/ knows what it computes on: speak to the contract there.';

/** Nothing of WebGPU or WebAssembly by name, but where the worker hands over what the browser has. */
const seam = [
  { selector: 'Identifier[name=/^(GPU[A-Z]?[A-Za-z]*|WebAssembly)$/]', message: contractAlone },
];

const asText = 'What a text, a file name or a sample holds is shown as text, never as HTML.';
const ownScripts = 'Scripts are files of our own: the policy of the page allows nothing else.';

/** Everything that would turn words into HTML or into a script. */
const wordsStayWords = {
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-restricted-properties': [
    'error',
    ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'createContextualFragment', 'srcdoc']
      .concat(['setHTMLUnsafe', 'parseHTMLUnsafe', 'parseFromString'])
      .map((property) => ({ property, message: asText })),
    ...['write', 'writeln'].map((property) => ({ object: 'document', property, message: asText })),
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'TemplateElement[value.raw=/[.](inner|outer)HTML=|srcdoc=|<script|javascript:/i]',
      message: asText,
    },
    { selector: 'TemplateElement[value.raw=/(^|\\s)(style|on[a-z]+)=/]', message: ownScripts },
  ],
};

const oneWriter =
  'A store has one owner, who keeps it in a private field and shows it as Readable.';

/** Whoever holds a `Store` may write it: nobody but its owner can get hold of one. */
const storesStayPrivate = [
  ':not(PropertyDefinition[key.type="PrivateIdentifier"]) > NewExpression[callee.name="Store"]',
  'TSTypeReference[typeName.name="Store"]',
  'ClassDeclaration[superClass.name="Store"]',
  'PropertyDefinition[key.type="Identifier"]:not([typeAnnotation]) > MemberExpression.value[property.type="PrivateIdentifier"]',
  'MethodDefinition[key.type="Identifier"] > FunctionExpression:not([returnType]) ReturnStatement > MemberExpression[property.type="PrivateIdentifier"]',
].map((selector) => ({ selector, message: oneWriter }));

const oneClock = 'Time comes from the clock that is passed in (lib/clock.ts): tests move it.';

const engine = layers.filter((layer) => !['lib', 'config', 'protocol'].includes(layer));

const pageAlone = {
  group: engine.map((layer) => `**/${layer}/**`),
  message:
    'The page knows lib, config and protocol, never the engine; a test of both stands in src/testing.',
};

const atTheTop =
  'The session is put together from this folder: name what is needed of it in Needs, and let session.ts pass it in.';

/** What the page is made of is no test, and has no kernels. */
const noTests = {
  group: ['**/testing/**', '**/shaders/**'],
  message: pageAlone.message,
};

/** An import that waits is one as well. */
const pageAloneLater = {
  selector: `ImportExpression > Literal[value=/^[.][.].*[/](${[...engine, 'testing', 'shaders'].join('|')})[/]/]`,
  message: pageAlone.message,
};

/** What an element, or anything it is made of, may not import. */
const pageImports = {
  paths: [
    {
      name: 'lit',
      importNames: ['LitElement'],
      message: 'An element that reads stores shows what they hold: extend TrackedElement.',
    },
  ],
  patterns: [
    pageAlone,
    noTests,
    {
      group: ['lit/directives/unsafe-*', 'lit/directives/style-map*', 'lit/static-html*'],
      message: asText,
    },
  ],
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'playwright-report', 'bench/results'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    rules: {
      // oxlint has it, and those that need types (.oxlintrc.json)
      '@typescript-eslint/no-unused-vars': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['src/ui/**/*.ts'], ...lit['flat/recommended'] },
  { files: ['src/ui/**/*.ts'], ...wc['flat/recommended'] },
  {
    files: ['src/ui/**/*.ts'],
    settings: {
      lit: { elementBaseClasses: ['TrackedElement'] },
      wc: { elementBaseClasses: ['TrackedElement'] },
    },
  },
  ...layerRules,
  settingsAlone,
  {
    files: ['src/ui/**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [pageAlone] }] },
  },
  {
    files: ['src/ui/**/*.ts', 'src/main.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', pageImports],
    },
  },
  {
    files: ['src/ui/tracked-element.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: pageImports.patterns }],
    },
  },
  {
    files: ['src/ui/state/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          ...pageImports,
          patterns: [...pageImports.patterns, { group: ['**/session.ts'], message: atTheTop }],
        },
      ],
    },
  },
  {
    files: ['training', 'views', 'run', 'keeping', 'worker'].map((layer) => `src/${layer}/**/*.ts`),
    ignores: ['**/*.test.ts', 'src/worker/storage/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['performance', 'Date', 'setTimeout', 'setInterval'].map((name) => ({
          name,
          message: oneClock,
        })),
      ],
    },
  },
  { files: ['src/**/*.ts', 'scripts/vite/*.ts'], rules: wordsStayWords },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/backend/**', 'src/testing/**', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [...wordsStayWords['no-restricted-syntax'], ...seam],
    },
  },
  {
    files: ['src/ui/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/ui/state/store.ts'],
    rules: {
      'no-restricted-syntax': [
        ...wordsStayWords['no-restricted-syntax'],
        ...seam,
        ...storesStayPrivate,
        pageAloneLater,
      ],
    },
  },
  { files: ['**/*.{js,mjs}', 'vite.config.ts'], languageOptions: { globals: globals.node } },
);
