/** Trains the nets of the targets in the page, and says along the way what they have learned. */
import { loadavg } from 'node:os';
import type { Browser } from '@playwright/test';
import type { Settings } from '../../src/config/settings.ts';
import type { MetricBound, MetricInfo } from '../../src/protocol/metrics.ts';
import type { Guesser, QuizFrame } from '../../src/protocol/quiz.ts';
import type { KeystrokesFrame } from '../../src/protocol/typing.ts';
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
const usualPoints = 12;

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
  const { task, settings = {}, steps, points = usualPoints, metric, draws, goals, beside } = target;
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
    let looked: Looked | undefined;
    const measureAt = async (step: number): Promise<Measured> => {
      const measured = await run.trainTo(step);
      looked = await lookAt(run, metric);
      const bits = run.bitsPerCharacter(measured);
      const own = looked && { [metric]: looked.net };
      return { ...measured, metrics: { ...measured.metrics, bits, ...own } };
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
    const { asked, bounds: ofOthers = [] } = looked ?? {};
    const rivals = [...run.bounds, ...ofOthers, ...fresh];
    if (beside) {
      await page.close();
      const other = { ...common, ...beside.settings };
      rivals.push(await inEqualTime(place, other, beside.label, evaluation.seconds));
    }
    const isMet = goals.every((goal) =>
      goal.isMet({ evaluation, bounds: rivals, knownLoss, bigram, minutes, asked, drawn }),
    );
    const entropy = knownLoss === undefined ? [] : [ofEntropy(knownLoss)];
    const bounds = bestFirst([...rivals, ...entropy], metric, [...run.metrics, ...lookedAt]);
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

/** What is measured by a view, and no metric of the task. */
const lookedAt = [
  { id: 'quiz', name: 'Quiz', format: 'share', better: 'larger' },
  { id: 'keys_saved', name: 'Keystrokes saved', format: 'share', better: 'larger' },
] as const;

interface Looked {
  net: number;
  /** Questions of a quiz. */
  asked?: number;
  bounds: MetricBound[];
}

async function lookAt(run: PageRun, metric: string): Promise<Looked | undefined> {
  if (metric === 'quiz') return quizMeasured(await run.look('quiz'));
  if (metric === 'keys_saved') return keysMeasured(await run.look('keystrokes'));
  return undefined;
}

/** Shares right of all questions. */
function quizMeasured({ questions }: QuizFrame): Looked {
  const shareOf = (guesser: Guesser) => scoreOf(questions, guesser).right / questions.length;
  const bounds = (['bigram', 'unigram'] as const).map((label) => ({
    ...{ metric: 'quiz', label, value: shareOf(label) },
  }));
  return { net: shareOf('net'), asked: questions.length, bounds };
}

/** Of all characters of the chapter, the share for which no key was pressed. */
function keysMeasured({ keys, characters }: KeystrokesFrame): Looked {
  const savedBy = (guesser: 'net' | 'bigram') => 1 - keys[guesser] / characters;
  const bounds = [{ metric: 'keys_saved', label: 'bigram', value: savedBy('bigram') }];
  return { net: savedBy('net'), bounds };
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
