/**
 * Texts packed in Node, with the runs that packed them: every browser, and every later version of the page
 * that knows their version of files, must make the same texts of them, and the same files of the texts.
 */
import { defaultSettings, type Settings } from '../config/settings.ts';
import { english, samples } from './own-sentences.ts';
import { WorkerSession } from './worker-session.ts';

const steps = 30;

const small: Settings = { ...defaultSettings(), engine: 'cpu', timeSteps: 32, batchSize: 4 };

const inScripts = samples
  .filter(({ language }) => ['Russian', 'Arabic', 'Thai', 'Chinese, simplified'].includes(language))
  .map(({ sentences }) => sentences.join(' '));
const text = `${[...english, ...inScripts].join('\n\n')}\nNobody asked: “Ωραία?” 😀  \tno\n`;

/** On the text that the page begins with, which is at hand wherever it is opened. */
const kinds: { name: string; settings: Settings }[] = [
  { name: 'characters', settings: { ...small, hiddenSize: 10 } },
  {
    name: 'words',
    settings: {
      ...small,
      ...{ level: 'word', vocabulary: 200, sequences: 'sentence' },
      ...{ cell: 'gru', layers: 2, hiddenSize: 6, input: 'embedding', embeddingSize: 4 },
    },
  },
];

export async function recordPacked(): Promise<Map<string, Uint8Array | string>> {
  const files = new Map<string, Uint8Array | string>([['text.txt', text]]);
  for (const { name, settings } of kinds) {
    const worker = await WorkerSession.start({ engine: 'cpu' });
    const ready = worker.orRefused('text.ready', 'text.refused');
    const source = { kind: 'builtin', id: settings.text } as const;
    worker.send({ type: 'text.read', id: 1, source, settings });
    await ready;
    worker.send({ type: 'text.take', id: 1 });
    await worker.build(settings);
    await worker.step(steps);
    const saved = worker.next('run.saved');
    worker.send({ type: 'run.save' });
    files.set(`${name}.safetensors`, (await saved).bytes);
    const packed = worker.next('pack.packed');
    worker.send({ type: 'pack.text', id: 1, text });
    files.set(`${name}.packed`, (await packed).packed.file);
    worker.close();
  }
  return files;
}
