/**
 * Texts packed in Node, with the runs that packed them: every browser, and every later version of the page
 * that knows their version of files, must make the same texts of them, and the same files of the texts.
 */
import { defaultSettings, type Settings } from '../config/settings.ts';
import { english, samples } from './own-sentences.ts';
import { WorkerSession } from './worker-session.ts';

const steps = 30;

const small: Settings = {
  ...defaultSettings(),
  ...{ engine: 'cpu', timeSteps: 16, batchSize: 4, learningRate: 0.01, heldOut: 5 },
};

const scripts = ['Russian', 'Arabic', 'Thai', 'Chinese, simplified'];
const inScripts = [
  ...samples.filter(({ language }) => scripts.includes(language)).map((one) => one.sentences),
  english,
]
  .map((sentences) => sentences.join(' '))
  .join('\n\n');
const odd = '\n\nNobody asked: “Ωραία?” 😀  \tno\n';

const kinds: { name: string; trained: string; text: string; settings: Settings }[] = [
  {
    name: 'characters',
    trained: inScripts,
    text: `${inScripts}${odd}`,
    settings: { ...small, hiddenSize: 8 },
  },
  {
    name: 'words',
    trained: english.join(' ').repeat(3),
    text: `${english.join('\n')}${odd}`,
    settings: {
      ...small,
      ...{ level: 'word', vocabulary: 60, sequences: 'sentence' },
      ...{ cell: 'gru', layers: 2, hiddenSize: 6, input: 'embedding', embeddingSize: 4 },
    },
  },
];

export async function recordPacked(): Promise<Map<string, Uint8Array | string>> {
  const files = new Map<string, Uint8Array | string>();
  for (const { name, trained, text, settings } of kinds) {
    const worker = await WorkerSession.open(settings, { text: trained });
    await worker.step(steps);
    const saved = worker.next('run.saved');
    worker.send({ type: 'run.save' });
    files.set(`${name}.safetensors`, (await saved).bytes);
    const packed = worker.next('pack.packed');
    worker.send({ type: 'pack.text', id: 1, text });
    files.set(`${name}.packed`, (await packed).packed.file);
    files.set(`${name}.txt`, text);
    worker.close();
  }
  return files;
}
