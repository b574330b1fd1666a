/** Trains the nets of the targets in the page, and says along the way what they have learned. */
import { loadavg } from 'node:os';
import type { Browser } from '@playwright/test';
import type { Settings } from '../../src/config/settings.ts';
import type { MetricBound, MetricInfo } from '../../src/protocol/metrics.ts';
import type { Guesser, QuizFrame } from '../../src/protocol/quiz.ts';
import { readBook } from '../../scripts/vite/corpora.ts';
import { scoreOf } from '../../src/ui/quiz/quiz-score.ts';
import { inEqualTime } from './equal-time.ts';
import { type Measured, PageRun } from './page-run.ts';
import { freshNet, type Target, targets, valueOf } from './targets.ts';

export interface LearnRow {
  task: string;
  /** Other than the defaults of the task. */
  settings: Partial<Settings>;
  seed: number;
  steps: number;
  metric: string;
  /** Step and value, from the first weights on. */
  curve: [step: number, value: number][];
  wanted: string;
  /** What it is measured against, the best first. */
  bounds: { label: string; value: number }[];
  isMet: boolean;
  /** Of training, with what the page does beside it. */
  minutes: number;
  /** Of the machine: programs that wanted to run, over the last minute of the run. */
  load: number;
  /** What computed it, where that was a GPU. */
  adapter?: string;
}

/** The page, served, and where it is opened. */
export interface Place {
  browser: Browser;
  address: string;
  engine: Settings['engine'];
}

/** Of the steps; in quarters, which the table shows. */
const points = 12;

const nameOf = ({ name, task }: Target): string => name ?? task;
export const taskIds = (): string[] => [...new Set(targets.map(nameOf))];

/** @param tasks by id; none: all */
export async function learn(
  tasks: readonly string[],
  place: Place,
  onRow: (row: LearnRow) => void,
): Promise<void> {
  const chosen = targets.filter((target) => tasks.length === 0 || tasks.includes(nameOf(target)));
  for (const target of chosen) {
    for (const seed of target.seeds ?? [1]) onRow(await learnOne(place, target, seed));
  }
}

export async function learnOne(place: Place, target: Target, seed: number): Promise<LearnRow> {
  const { task, settings = {}, steps, metric, draws, goals, beside } = target;
  const { browser, address, engine } = place;
  const page = await browser.newPage();
  try {
    const common = { task, engine, seed };
    const open = async () => {
      // a link to the page that is open would open nothing anew
      await page.goto('about:blank');
      return PageRun.open(page, address, { ...common, ...settings });
    };
    const [run, fresh] = await afterAnother(await open(), target, open);
    const isQuiz = metric === 'quiz';
    let quiz: QuizMeasured | undefined;
    const measureAt = async (step: number): Promise<Measured> => {
      const measured = await run.trainTo(step);
      quiz = isQuiz ? quizMeasured(await run.quiz()) : undefined;
      const bits = run.bitsPerCharacter(measured);
      return { ...measured, metrics: { ...measured.metrics, bits, quiz: quiz?.net ?? NaN } };
    };
    let evaluation = await measureAt(0);
    const pointOf = (measured: Measured): [number, number] => [
      measured.step,
      valueOf(measured, metric),
    ];
    const curve = [pointOf(evaluation)];
    for (let at = 1; at <= points; at++) {
      evaluation = await measureAt(Math.round((at * steps) / points));
      curve.push(pointOf(evaluation));
    }
    const minutes = evaluation.seconds / 60;
    const load = loadavg()[0];
    const drawn = draws === undefined ? undefined : await run.draw(draws);
    const { knownLoss, bigram } = run;
    const { asked, bounds: ofQuiz = [] } = quiz ?? {};
    const rivals = [...run.bounds, ...ofQuiz, ...fresh];
    if (beside) {
      await page.close();
      const other = { ...common, ...beside.settings };
      rivals.push(await inEqualTime(place, other, beside.label, evaluation.seconds));
    }
    const isMet = goals.every((goal) =>
      goal.isMet({ evaluation, bounds: rivals, knownLoss, bigram, minutes, asked, drawn }),
    );
    const entropy = knownLoss === undefined ? [] : [ofEntropy(knownLoss)];
    const bounds = bestFirst([...rivals, ...entropy], metric, [...run.metrics, quizInfo]);
    const wanted = goals.map((goal) => goal.wanted).join(', ');
    const name = nameOf(target);
    return {
      task: name,
      settings,
      seed,
      steps,
      metric,
      curve,
      wanted,
      bounds,
      isMet,
      minutes,
      load,
      ...(engine === 'gpu' ? { adapter: run.engineName } : {}),
    };
  } finally {
    await page.close();
  }
}

/** A net that has learned another text as long, where the target wants one; and what one has that has not. */
async function afterAnother(
  run: PageRun,
  { second, steps }: Target,
  openAgain: () => Promise<PageRun>,
): Promise<[run: PageRun, beside: MetricBound[]]> {
  if (second === undefined) return [run, []];
  const text = readBook(second);
  await run.openText(text);
  const { loss: value } = await run.trainTo(steps);
  const again = await openAgain();
  await again.trainTo(steps);
  await again.goOn(text);
  return [again, [{ metric: 'loss', label: freshNet, value }]];
}

const quizInfo = { id: 'quiz', name: 'Quiz', format: 'share', better: 'larger' } as const;

/** Shares right of all questions. */
interface QuizMeasured {
  net: number;
  asked: number;
  bounds: MetricBound[];
}

function quizMeasured({ questions }: QuizFrame): QuizMeasured {
  const shareOf = (guesser: Guesser) => scoreOf(questions, guesser).right / questions.length;
  const bounds = (['bigram', 'unigram'] as const).map((label) => ({
    ...{ metric: 'quiz', label, value: shareOf(label) },
  }));
  return { net: shareOf('net'), asked: questions.length, bounds };
}

const ofEntropy = (value: number): MetricBound => ({ metric: 'loss', label: 'entropy', value });

function bestFirst(
  bounds: readonly MetricBound[],
  metric: string,
  metrics: readonly MetricInfo[],
): LearnRow['bounds'] {
  const isLarger = metrics.find(({ id }) => id === metric)?.better === 'larger';
  return bounds
    .filter((bound) => bound.metric === metric)
    .map(({ label, value }) => ({ label, value }))
    .sort((a, b) => (isLarger ? b.value - a.value : a.value - b.value));
}
