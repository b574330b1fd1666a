/** Sentences scored token by token: loaded when the first is wished. */
import type { TokenLine } from '../data/sequences.ts';
import { nothingLabel } from '../data/tokens/token-set.ts';
import { noToken } from '../ops/no-token.ts';
import type { Alternatives, ScoredSentence, ScoreFrame, ScoreWish } from '../protocol/score.ts';
import type { TaskData } from '../tasks/task.ts';
import { sizesOf } from '../training/line-inputs.ts';
import { Scorer } from '../training/scorer.ts';
import { wholeLine } from './whole-line.ts';
import type { Frames, LiveNet, Still } from './view.ts';

/** Sentences, and tokens of each, at most. */
const [mostLines, mostTokens] = [8, 1000];
/** Alternatives that are told. */
const listed = 10;

export async function scoreFrames(
  { net, data }: LiveNet,
  { lines, chosen }: ScoreWish,
): Promise<Frames<'score'> | Still<'score'> | null> {
  const { id: kind } = net.objective;
  // answers about a whole, and those of a sigmoid, are no next tokens
  if (kind !== 'softmax' || net.shape.summary !== undefined) return null;
  const read = lines.slice(0, mostLines).map((line) => readLine(data, line));
  const scored = read.filter(({ line }) => line.tokens.length > 0);
  const sentences = (costs: readonly ArrayLike<number>[]): ScoredSentence[] =>
    read.map(({ line, ...facts }) => {
      const nats = costs[scored.findIndex((one) => one.line === line)] ?? [];
      const tokens = Array.from(nats, (each, at) => ({
        label: data.targets.label(line.targets[at]),
        nats: each,
      }));
      return { ...facts, tokens };
    });
  if (scored.length === 0) {
    return { frame: (step) => ({ step, sentences: sentences([]), alternatives: null }) };
  }
  const all = scored.map(({ line }) => line);
  const scorer = await Scorer.create(net, sizesOf(all), data.targets.size);
  const place = chosen && placeOf(all, read[chosen.line]?.line, chosen.at);
  return {
    async next(step): Promise<ScoreFrame> {
      const scores = await scorer.run(all, place ?? undefined);
      const { lines: costs = [], logits } = scores ?? {};
      const target = place ? all[place.line].targets[place.at] : 0;
      const others = logits && alternatives(data, logits, target);
      return {
        ...{ step, sentences: sentences(costs) },
        alternatives: others && chosen ? { ...chosen, ...others } : null,
      };
    },
    destroy: () => scorer.destroy(),
  };
}

function placeOf(all: readonly TokenLine[], line: TokenLine | undefined, at: number) {
  const row = line ? all.indexOf(line) : -1;
  return row >= 0 && at >= 0 && at < all[row].tokens.length ? { line: row, at } : null;
}

function readLine(data: TaskData, text: string) {
  const { tokens, targets, skipped } = wholeLine(data, text);
  const line: TokenLine = {
    tokens: tokens.slice(0, mostTokens),
    targets: targets.slice(0, mostTokens),
  };
  const first = line.tokens.at(0) ?? noToken;
  return {
    line,
    skipped,
    before: first === noToken ? nothingLabel : data.inputs.label(first),
    characters: Array.from(
      data.targets.decode(line.targets.filter((id) => id !== data.targets.end)),
    ).length,
    cut: tokens.length - line.tokens.length,
  };
}

/** The likeliest at one place, and what stands there. */
function alternatives(
  { targets }: TaskData,
  logits: Float32Array<ArrayBuffer>,
  target: number,
): Alternatives {
  const most = logits.reduce((largest, logit) => Math.max(largest, logit));
  const sum = logits.reduce((subtotal, logit) => subtotal + Math.exp(logit - most), 0);
  const order = Array.from(logits.keys()).sort((a, b) => logits[b] - logits[a] || a - b);
  const rank = order.indexOf(target) + 1;
  const shown = rank > listed ? [...order.slice(0, listed - 1), target] : order.slice(0, listed);
  return {
    rank,
    all: shown.map((id) => ({
      label: targets.label(id),
      probability: Math.exp(logits[id] - most) / sum,
    })),
  };
}
