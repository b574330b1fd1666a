/** Shows the gradient of one weight over a line, and the slope that is measured by nudging it. */
import { SettingsError, ShapeError } from '../lib/errors.ts';
import { isInitialState, type ParameterSpec } from '../model/module.ts';
import { weightUse } from '../model/weight-use.ts';
import { GradientCheck } from '../training/gradient-check.ts';
import { agrees } from '../training/weight-check.ts';
import type { WeightCheck } from '../protocol/frames.ts';
import type { Clock } from '../lib/clock.ts';
import { LiveFrames } from './live-frames.ts';
import type { BuiltNet } from './net-builder.ts';
import type { WeightFrame } from '../protocol/frames.ts';
import type { PageMessage, Post } from '../protocol/messages.ts';

interface Watched {
  id: number;
  tokens: Uint32Array;
  characters: string[];
  spec: ParameterSpec;
  /** In PyTorch's order; null: where the gradient is largest when the plan is there. */
  index: number | null;
  nudge: number | null;
  /** Why nothing can be measured. */
  problem: string | null;
}

export class WeightDesk extends LiveFrames<Watched, GradientCheck, WeightCheck> {
  readonly #built: BuiltNet;

  constructor(built: BuiltNet, post: Post, step: () => number, clock: Clock) {
    const { net } = built;
    super(net.backend, clock, {
      prepare: (wish) => prepare(built, wish),
      run: (check, { spec, index, nudge }) => check.run(spec.name, index ?? 0, nudge),
      show: (check, wish, atStep) =>
        post({ type: 'weight.frame', frame: frameOf(built, check, wish, atStep) }),
      step,
      interval: 500,
      // what is measured is the first of five runs, and the longest one
      timeShare: 0.05,
    });
    this.#built = built;
  }

  watchWeight(wish: Extract<PageMessage, { type: 'weight.watch' }>): void {
    const { net, text } = this.#built;
    const spec = net.model.specs.find(({ name }) => name === wish.name);
    // the page may not have heard of this net yet; an initial state is used at no time step
    if (!spec || isInitialState(spec)) return this.unwatch();
    const { nudge, place } = wish;
    const tokens = Uint32Array.from(text.vocabulary.encode(wish.line).tokens);
    const [rows, columns = 1] = spec.shape;
    const within = (at: number, size: number) =>
      Math.max(0, Math.min(size - 1, Math.floor(at) || 0));
    this.watch({
      ...{ id: wish.id, tokens, spec, problem: null },
      characters: Array.from(tokens, (token) => text.vocabulary.decode(token)),
      index: place && within(place.row, rows) * columns + within(place.column, columns),
      nudge: nudge !== null && nudge > 0 && Number.isFinite(nudge) ? nudge : null,
    });
  }
}

async function prepare({ net }: BuiltNet, wish: Watched): Promise<GradientCheck | null> {
  if (wish.tokens.length < 2) return null;
  let check: GradientCheck | undefined;
  try {
    check = await GradientCheck.create(net, wish.tokens);
    wish.index ??= await check.largest(wish.spec.name);
    return check;
  } catch (error) {
    check?.destroy();
    // for want of memory, or because the line's activations are more than the GPU can bind
    if (!(error instanceof SettingsError || error instanceof ShapeError)) throw error;
    wish.problem = error.message;
    return null;
  }
}

function frameOf(
  { net, text }: BuiltNet,
  check: WeightCheck | null,
  { id, spec, index, characters, problem }: Watched,
  step: number,
): WeightFrame {
  const { name, shape } = spec;
  const base = { id, step, name, characters, problem };
  if (!check || index === null) return { ...base, place: null, measured: null };
  const [, columns = 1] = shape;
  const use = weightUse(net.shape, name, index);
  const token = [use.into, use.times].flatMap((part) => ('token' in part ? [part.token] : []))[0];
  return {
    ...base,
    place: { row: Math.floor(index / columns), column: index % columns },
    measured: {
      ...{ check, use, agrees: agrees(check) },
      symbol: token === undefined ? null : text.vocabulary.decode(token),
    },
  };
}
