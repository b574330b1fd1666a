/**
 * Runs as this page keeps them, and links as it writes them, with what must come of them: the losses of
 * the next steps, and every setting. Recorded once for each version; all later ones must do the same.
 */
import { ownDefaults } from '../config/defaults.ts';
import { writeLink } from '../config/link.ts';
import { defaultSettings, type Settings } from '../config/settings.ts';
import type { TextSource } from '../protocol/text-info.ts';
import { stepTo } from './kept-runs.ts';
import { MemoryOrigin, MemoryStorage } from './memory-storage.ts';
import { WorkerSession } from './worker-session.ts';

const stepsBefore = 12;
const stepsAfter = 8;

export interface RecordedRun {
  name: string;
  /** What the browser kept, by file name; of a built-in text not the text itself. */
  files: Map<string, Uint8Array>;
  /** What came next in the page that kept it. */
  next: { run: string; engine: Settings['engine']; step: number; losses: number[] };
}

const small: Settings = {
  ...defaultSettings(),
  engine: 'cpu',
  hiddenSize: 8,
  timeSteps: 8,
  batchSize: 4,
};

const ownText = `Señor Ødegård naïvely sold 12 “æbler” — for £3. 苹果与梨 😀\n`.repeat(30);

const runs: { name: string; source: TextSource; settings: Settings }[] = [
  { name: 'own-text', source: { kind: 'paste', text: ownText }, settings: small },
  {
    name: 'built-in-text',
    source: { kind: 'builtin', id: 'alice' },
    settings: {
      ...small,
      ...{ cell: 'gru', layers: 2, hiddenSize: 6, dropout: 0.2, input: 'embedding' },
      ...{ embeddingSize: 5, initialState: 'learned', schedule: 'cosine', scheduleSteps: 30 },
    },
  },
];

export async function recordRuns(): Promise<RecordedRun[]> {
  const recorded: RecordedRun[] = [];
  for (const { name, source, settings } of runs) {
    const origin = new MemoryOrigin();
    const storage = new MemoryStorage(origin);
    const worker = await WorkerSession.start({ engine: settings.engine, storage });
    const ready = worker.orRefused('text.ready', 'text.refused');
    worker.send({ type: 'text.read', id: 1, source, settings });
    await ready;
    worker.send({ type: 'text.take', id: 1 });
    await worker.build(settings);
    await stepTo(worker, stepsBefore);
    const kept = [...origin.files].map(([file, bytes]) => [file, bytes.slice()] as const);
    const files = kept.filter(([file]) => source.kind === 'paste' || !file.startsWith('text-'));
    await worker.step(stepsAfter);
    await worker.until(() => worker.losses.has(stepsBefore + stepsAfter));
    const losses = [...worker.losses].filter(([step]) => step > stepsBefore);
    const run = worker.messages.findLast((one) => one.type === 'run.kept')!.run;
    worker.close();
    recorded.push({
      name,
      files: new Map(files),
      next: { run, engine: settings.engine, step: stepsBefore, losses: losses.map(([, of]) => of) },
    });
  }
  return recorded;
}

/** What differs from the default is named in a link; all else it must mean without saying so. */
const linked: Partial<Settings>[] = [
  { hiddenSize: 64 },
  { cell: 'rnn-relu', layers: 3 },
  { cell: 'gru', layers: 3 },
  { cell: 'gru-simplified', layers: 2 },
  { cell: 'lstm-peephole', layers: 2, learningRate: 0.002 },
  { learningRate: 0.002, optimizer: 'adam', weightDecay: 0.01, timeSteps: 64 },
  { text: 'shakespeare', seed: 7, prompt: 'ROMEO:\n', temperature: 0.5 },
  { memoryBias: 1.5, initialisation: 'orthogonal', input: 'embedding', embeddingSize: 16 },
  { schedule: 'cosine', scheduleSteps: 500, dropout: 0.1, layers: 2, clipValue: 1 },
];

export function recordLinks(): { link: string; settings: Settings }[] {
  return linked.map((chosen) => {
    const net = { ...defaultSettings(), ...chosen };
    const settings = { ...net, ...ownDefaults(net), ...chosen };
    return { link: `#${writeLink(settings)}`, settings };
  });
}
