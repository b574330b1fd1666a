/** Keys for the last held-out chapter: loaded when they are first counted. */
import { BigramForeteller } from '../data/typing/bigram-foreteller.ts';
import type { Foreteller } from '../data/typing/foreteller.ts';
import { chapterOf, keysFor, partsOf } from '../data/typing/keystrokes.ts';
import { suggestionsFor } from '../data/typing/suggestions.ts';
import { Bigram } from '../data/rivals/bigram.ts';
import { runWithPauses } from '../lib/slices.ts';
import type { Unrolling } from '../model/module.ts';
import type { KeystrokesFrame } from '../protocol/typing.ts';
import type { TaskData } from '../tasks/task.ts';
import { copyOf } from '../training/net-copy.ts';
import { canWrite, chainsOf, continuerOf, writtenTokens } from './typing-frames.ts';
import type { Frames, LiveNet } from './view.ts';

/** Submits of one count, about: each is a few milliseconds. */
const runs = 500;
/** Of a net that is only read, what is trained on is cut as it comes. */
const anyUnrolling = { timeSteps: 64, batchSize: 1, strategy: 'stepwise' } as const;

/** Keys with a bigram's suggestions: another net of the same data is compared with the same. */
const known = new WeakMap<TaskData, number>();

export async function keystrokesFrames(live: LiveNet): Promise<Frames<'keystrokes'> | null> {
  const { net, data, training } = live;
  if (!canWrite(live) || data.border === undefined) return null;
  const { heading, text } = chapterOf((await data.content.text()).slice(data.border));
  const written = writtenTokens(data);
  const parts = partsOf(text).map((part) => written.asWritten(part));
  const characters = parts.reduce((sum, { length }) => sum + length, 0);
  const { signal, stop } = stoppable();
  const keysWith = (foreteller: Foreteller) => {
    const first = async (before: string) => {
      const [suggestion] = await suggestionsFor(before, written, foreteller, 1);
      return suggestion?.text ?? '';
    };
    return keysFor(parts, first, { signal });
  };
  return {
    runs,
    stop,
    async next(step): Promise<KeystrokesFrame> {
      // the weights of now, whatever they become meanwhile
      const still = await copyOf(net);
      try {
        const continuer = await continuerOf(still, data, 1);
        const ofNet = await keysWith(continuer).finally(() => continuer.destroy());
        const bigram =
          known.get(data) ?? (await keysWith(await bigramOf(data, training?.unrolling, signal)));
        known.set(data, bigram);
        return { step, chapter: heading, characters, keys: { net: ofNet, bigram } };
      } finally {
        still.destroy();
      }
    },
    destroy: () => undefined,
  };
}

function stoppable() {
  const calling = new AbortController();
  return { signal: calling.signal, stop: () => calling.abort() };
}

async function bigramOf(
  data: TaskData,
  unrolling: Unrolling = anyUnrolling,
  signal: AbortSignal,
): Promise<BigramForeteller> {
  const { size, unknown } = data.targets;
  const first = data.beginning().at(-1) as number;
  const slices = Bigram.countSlices(size, trainedOn(data, unrolling));
  const bigram = await runWithPauses(slices, { signal });
  return new BigramForeteller(bigram, { ...chainsOf(data), first, unknown });
}

function* trainedOn(data: TaskData, unrolling: Unrolling) {
  const dataset = data.dataset(unrolling);
  for (let index = 0; index < dataset.counts.train; index++) yield dataset.at('train', index);
}
