/** Two nets, each trained on a text of its own: what either pays for both texts, and what they write. */
import { encodeText, type Foreteller, type PackingWork } from '../data/packing/packing.ts';
import { PackingError } from '../data/packing/problem.ts';
import type { TokenSet } from '../data/tokens/token-set.ts';
import { uniformFloats } from '../lib/random.ts';
import type { ComparedNet, ComparedTexts, TextCost } from '../protocol/packing.ts';
import type { TaskData } from '../tasks/task.ts';
import { PackingNet, type PackingSource } from './packing-net.ts';

/** A run that is compared. */
export interface TextRun extends PackingSource {
  data: TaskData;
}

/** Characters of a held-out text that are read. */
const readLength = 5000;
/** Texts that each of them writes, and the tokens of one. */
const writtenByEach = 5;
const writtenTokens = { character: 160, piece: 60, word: 35 };
/** Less is more like what was read, and more alike. */
const temperature = 0.8;
/** Of the numbers drawn at random. */
const seed = 1;

/**
 * @param work.onProgress told of tokens that were read or written
 * @throws PackingError where nothing is held out of a text, CancelledError
 */
export async function compareTexts(
  runs: readonly [TextRun, TextRun],
  work: PackingWork,
): Promise<ComparedTexts> {
  const texts = [await heldOutStart(runs[0]), await heldOutStart(runs[1])];
  const nets: ComparedNet[] = [];
  const written: ComparedTexts['written'][number][] = [];
  let before = 0;
  for (const [at, run] of runs.entries()) {
    const net = await PackingNet.create(run);
    const onProgress = (done: number) => work.onProgress(before + done);
    const own = { ...work, onProgress };
    try {
      const costs: TextCost[] = [];
      for (const text of texts) {
        const { cost, tokens } = await costOf(net, text, own);
        costs.push(cost);
        before += tokens;
      }
      const all = await writeTexts(net, run.data, at, own);
      before += writtenByEach * writtenTokens[run.data.settings.level];
      written.push(...all.map((text) => ({ text, by: at as 0 | 1 })));
      nets.push({
        ...{ title: run.data.info.title, step: run.step },
        ...{ characters: Array.from(texts[at]).length, costs: [costs[0], costs[1]] },
      });
    } finally {
      net.destroy();
    }
  }
  return { nets: [nets[0], nets[1]], written: shuffled(written) };
}

/** About as many tokens as are read and written in all, for who waits. */
export function tokensToCompare(runs: readonly TextRun[]): number {
  return runs.reduce((sum, { data: { info, settings } }) => {
    const read = readLength / (info.perToken?.characters ?? 1);
    return sum + 2 * read + writtenByEach * writtenTokens[settings.level];
  }, 0);
}

/** What follows the part that is trained on; '' where nothing does. */
export async function heldOutText({ content, border }: Pick<TaskData, 'content' | 'border'>) {
  return border === undefined ? '' : (await content.text()).slice(border);
}

async function heldOutStart({ data }: TextRun): Promise<string> {
  const text = Array.from(await heldOutText(data))
    .slice(0, readLength)
    .join('');
  if (text !== '') return text;
  throw new PackingError({ code: 'nothing held out', values: { title: data.info.title } });
}

/** As a packed file has it: what the net lacks is spelled in it. */
async function costOf(
  { follower, writing }: PackingNet,
  text: string,
  work: PackingWork,
): Promise<{ cost: TextCost; tokens: number }> {
  const read = writing.read(text);
  const { bytes } = await encodeText(read, follower, writing, work);
  const bits = (8 * bytes.length) / Array.from(text).length;
  return { cost: { bits, lacking: read.lacking }, tokens: read.tokens.length };
}

async function writeTexts(
  { follower }: PackingNet,
  { targets, settings: { level } }: TaskData,
  stream: number,
  { signal, pause, onProgress }: PackingWork,
): Promise<string[]> {
  const length = writtenTokens[level];
  const numbers = uniformFloats(seed, stream, writtenByEach * length, 0, 1);
  const texts: string[] = [];
  for (let at = 0; at < writtenByEach; at++) {
    texts.push(await written(follower, targets, numbers.subarray(at * length, (at + 1) * length)));
    onProgress((at + 1) * length);
    await pause();
    signal.throwIfAborted();
  }
  return texts;
}

/** A token for each number. */
async function written(net: Foreteller, tokens: TokenSet, numbers: Float32Array): Promise<string> {
  const drawn: number[] = [];
  let logits = await net.begin();
  for (const number of numbers) {
    const token = drawnToken(logits.subarray(0, tokens.size), number, tokens.unknown);
    drawn.push(token);
    if (drawn.length < numbers.length) logits = await net.read(token);
  }
  return tokens.decode(drawn).trim();
}

/** @param number 0…1: how much of all probability lies before the end of the token @param barred is not drawn */
export function drawnToken(logits: Float32Array, number: number, barred?: number): number {
  const most = logits.reduce((largest, logit) => Math.max(largest, logit), -Infinity);
  const shares = Array.from(logits, (logit, token) =>
    token === barred ? 0 : Math.exp((logit - most) / temperature),
  );
  let left = number * shares.reduce((sum, share) => sum + share, 0);
  const last = shares.findLastIndex((share) => share > 0);
  const token = shares.findIndex((share) => (left -= share) < 0);
  return token < 0 ? last : token;
}

/** In an order that is always the same. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const keys = uniformFloats(seed, 2, items.length, 0, 1);
  return items
    .map((item, at) => ({ item, key: keys[at] }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
