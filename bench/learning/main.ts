/**
 * How soon the default settings learn: validation loss and spelling, for every book, cell and depth.
 * `bench/driver/learning.mjs` makes the table.
 */
import { readCorpora } from '../../scripts/vite/corpora.ts';
import { WasmBackend } from '../../src/backend/wasm/wasm-backend.ts';
import { cells } from '../../src/cells/index.ts';
import { ownDefaults } from '../../src/config/defaults.ts';
import { defaultSettings, type Settings } from '../../src/config/settings.ts';
import { Vocabulary } from '../../src/data/vocabulary.ts';
import { CpuRun, type TokenText } from './cpu-run.ts';

export interface LearningRow {
  book: string;
  settings: Partial<Settings>;
  step: number;
  /** Mean over the steps since the row before. */
  loss: number;
  validationLoss: number;
  /** Share of the sampled words of three letters or more that are in the book. */
  words: number;
  /** Milliseconds that a step took. */
  stepMs: number;
}

const validated = 32_768;
const sampled = 6400;
const word = /\p{L}{3,}/gu;

const wordsOf = (text: string): string[] => text.toLowerCase().match(word) ?? [];

function openBook(id: string) {
  const bytes = readCorpora().find(({ info }) => info.id === id)?.bytes;
  if (!bytes) throw new Error(`learning: there is no book ${id}. Choose one that the page has.`);
  const text = new TextDecoder().decode(bytes);
  const vocabulary = Vocabulary.fromText(text);
  const { tokens } = vocabulary.encode(text);
  const trainLength = tokens.length - Math.round((tokens.length * defaultSettings().heldOut) / 100);
  const given: TokenText = { tokens, trainLength, vocabSize: vocabulary.size };
  return { text: given, vocabulary, known: new Set(wordsOf(text)) };
}

/** Every book, cell and depth, at its own defaults; those that most people meet come first. */
export function netsToLearn() {
  const books = readCorpora().map(({ info }) => info.id);
  const byDepth = [1, 3, 2].flatMap((layers) => cells.map(({ id }) => ({ cell: id, layers })));
  const { task, cell, layers, learningRate: standard } = defaultSettings();
  return books.flatMap((book) =>
    byDepth.map((net) => ({
      book,
      settings: { ...net, learningRate: standard, ...ownDefaults({ task, ...net }) },
      isDefault: net.cell === cell && net.layers === layers,
    })),
  );
}

/** @param onRow called after each of these counts of steps */
export async function measureLearning(
  book: string,
  settings: Partial<Settings>,
  steps: readonly number[],
  onRow: (row: LearningRow) => void,
): Promise<void> {
  const { text, vocabulary, known } = openBook(book);
  const run = await CpuRun.start({ ...defaultSettings(), ...settings }, text, new WasmBackend());
  for (const step of steps) {
    const [start, before] = [performance.now(), run.step];
    const loss = await run.train(step - before);
    const stepMs = (performance.now() - start) / (step - before);
    const validationLoss = await run.validate(validated);
    const newline = vocabulary.encode('\n').tokens[0];
    const drawn = await run.sample(newline, sampled);
    const words = wordsOf(drawn.map((token) => vocabulary.decode(token)).join(''));
    const found = words.filter((one) => known.has(one)).length;
    onRow({ book, settings, step, loss, validationLoss, words: found / words.length, stepMs });
  }
}
