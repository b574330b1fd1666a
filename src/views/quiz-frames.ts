/** The quiz over all its questions: what the net, a bigram and a unigram hold likelier. Loaded when wished. */
import { builtinTexts, fetchBuiltinText } from '../data/corpora.ts';
import { Bigram } from '../data/quiz/bigram.ts';
import type { Occurrence, Passage } from '../data/quiz/occurrences.ts';
import { type Quiz, quizOf } from '../data/quiz/quiz.ts';
import type { TokenLine } from '../data/sequences.ts';
import type { QuizFrame, QuizQuestion } from '../protocol/quiz.ts';
import type { Unrolling } from '../model/module.ts';
import type { TaskData } from '../tasks/task.ts';
import { sizesOf } from '../training/line-inputs.ts';
import { Scorer } from '../training/scorer.ts';
import { sequencesAtOnce } from './held-out-answers.ts';
import type { Frames, LiveNet, Still } from './view.ts';
import { wholeLine } from './whole-line.ts';

/** 8 MiB, so that training does not wait for long. */
const mostLogits = 2 ** 21;

/** A question, and what counting says of it. */
interface Asked {
  question: Omit<QuizQuestion, 'first'>;
  /** With the first word, and with the other. */
  lines: readonly [TokenLine, TokenLine];
  counted: Omit<QuizQuestion['first'], 'net'>;
}

interface AskedQuiz extends Pick<QuizFrame, 'asTheyStand'> {
  asked: readonly Asked[];
}

/** What was read of a text stays: another net of it is asked the same. */
const known = new WeakMap<TaskData, Promise<AskedQuiz>>();

/** @param logits that one run keeps at most */
export async function quizFrames(
  live: LiveNet,
  logits = mostLogits,
): Promise<Frames<'quiz'> | Still<'quiz'> | null> {
  const { net, data } = live;
  if (data.border === undefined) return null;
  const making = known.get(data) ?? askedOf(live, data.border);
  known.set(data, making);
  const { asked, asTheyStand } = await making;
  if (asked.length === 0) return { frame: (step) => ({ step, questions: [], asTheyStand }) };
  const lines = asked.flatMap((one) => one.lines);
  const { timeSteps } = sizesOf(lines);
  const { size } = data.targets;
  const most = Math.floor(logits / (timeSteps * size));
  const batchSize = Math.max(1, Math.min(most, sequencesAtOnce(net.model, timeSteps)));
  const scorer = await Scorer.create(net, { timeSteps, batchSize }, size);
  return {
    runs: Math.ceil(lines.length / batchSize),
    async next(step): Promise<QuizFrame> {
      const nats: number[] = [];
      for (let from = 0; from < lines.length; from += batchSize) {
        const scores = await scorer.run(lines.slice(from, from + batchSize));
        nats.push(...(scores?.lines ?? []).map(sumOf));
      }
      const questions = asked.map(({ question, counted }, at) => ({
        ...question,
        first: { ...counted, net: shareOfFirst(nats[2 * at], nats[2 * at + 1]) },
      }));
      return { step, questions, asTheyStand };
    },
    destroy: () => scorer.destroy(),
  };
}

async function askedOf({ data, training }: LiveNet, border: number): Promise<AskedQuiz> {
  const own = { title: data.info.title, text: await data.content.text(), border };
  const isKnown = (word: string) => data.inputs.encode(word).skipped.length === 0;
  const quiz = await quizOf(own, isKnown, () => otherTexts(data));
  const bigram = bigramOf(data, training?.unrolling);
  return {
    asTheyStand: quiz.asTheyStand,
    asked: quiz.questions.map((one) => askedOne(data, one, quiz, bigram)),
  };
}

function askedOne(
  data: TaskData,
  { title, before, after, word, other }: Occurrence,
  { counts }: Quiz,
  bigram: Bigram,
): Asked {
  const words = word < other ? ([word, other] as const) : ([other, word] as const);
  const lineWith = (one: string) => wholeLine(data, `${before}${one}${after}`);
  const lines = [lineWith(words[0]), lineWith(words[1])] as const;
  const [first, second] = words.map((one) => counts.get(one) ?? 0);
  return {
    question: { title, before, after, words, stood: words[0] === word ? 0 : 1 },
    lines,
    counted: {
      bigram: shareOfFirst(bigram.nats(lines[0]), bigram.nats(lines[1])),
      unigram: first / (first + second),
    },
  };
}

/** Speeches are no book. */
const books = builtinTexts.filter(({ id }) => id !== 'speeches');

/** The held-out ends of the built-in books, but for the one that is trained on, and for what does not arrive. */
async function otherTexts({ source, settings }: TaskData): Promise<Passage[]> {
  if (source.kind !== 'builtin') return [];
  const { signal } = new AbortController();
  const others = books.filter(({ id }) => id !== source.id);
  const fetched = await Promise.allSettled(others.map(({ id }) => fetchBuiltinText(id, signal)));
  return fetched.flatMap((one) => {
    if (one.status === 'rejected') return [];
    const { title, bytes } = one.value;
    const text = new TextDecoder().decode(bytes);
    return [{ title, text, border: Math.round(text.length * (1 - settings.heldOut / 100)) }];
  });
}

/** Of a net that is only read, what is trained on is cut as it comes. */
const anyUnrolling = { timeSteps: 64, batchSize: 1, strategy: 'stepwise' } as const;

function bigramOf(data: TaskData, unrolling: Unrolling = anyUnrolling): Bigram {
  const bigram = new Bigram(data.targets.size);
  const all = data.dataset(unrolling);
  for (let index = 0; index < all.counts.train; index++) bigram.add(all.at('train', index));
  return bigram;
}

/** P(first) / (P(first) + P(second)), of their −log P. */
const shareOfFirst = (first: number, second: number) => 1 / (1 + Math.exp(first - second));
const sumOf = (nats: Float32Array) => nats.reduce((sum, one) => sum + one, 0);
