/** Runs a forecast over held-out values again and again: with what came before them, and without. */
import type { TokenLine } from '../data/sequences.ts';
import { maskedTarget } from '../ops/masked-target.ts';
import type { ForecastFrame } from '../protocol/forecast.ts';
import type { Line, SeriesValues } from '../tasks/task.ts';
import { Forecaster } from '../training/forecaster.ts';
import { Inspector } from '../training/inspector.ts';
import type { Net } from '../training/net.ts';
import type { Frames, LiveNet } from './view.ts';

/** Time steps that are read before those that are shown, shown, and of these foretold from its own. */
const [warmUp, shown, alone] = [128, 200, 100];
/** Of a person's own: how many of the last are read, and how many follow. */
const [mostOwn, ownAlone] = [228, 100];

/** What is shown of the data, and read before that. */
interface Stretch {
  /** [T, F] */
  read: Uint32Array<ArrayBuffer>;
  /** Time steps that are not shown. */
  before: number;
  /** [T, K] */
  values: Float32Array;
  /** Of those shown, the first that is foretold from the net's own. */
  aloneFrom: number;
  line: Line;
}

/** Answers to each time step of what is shown, to these from the net's own, and to a person's own. */
interface Foretold {
  ahead: Float32Array;
  alone: Float32Array;
  own: Float32Array;
}

export async function forecastFrames(
  { net, data }: LiveNet,
  series: SeriesValues,
  text: string,
): Promise<Frames<'forecast'>> {
  const { values, trained, words, names, goesOn, places } = series;
  const heldOut = values.slice(trained, trained + shown);
  const aloneFrom = Math.max(0, heldOut.length - alone);
  const first = Math.max(0, trained - warmUp);
  const { features } = words;
  const read = words.read.slice(first * features, (trained + heldOut.length) * features);
  const line = data.line(text, mostOwn - 1);
  const stretch = {
    ...{ read, before: trained - first, line, aloneFrom },
    values: Float32Array.from(heldOut.flat()),
  };
  const own = places.every((place) => place >= 0) ? ownValues(series, line) : new Float32Array(0);
  const forecaster = await (goesOn ? continuing : answering)(net, series, stretch);
  return {
    async next(step): Promise<ForecastFrame> {
      const { ahead, alone: after, own: next } = await forecaster.run();
      return {
        // a frame is handed over, arrays and all
        ...{ step, columns: names, values: stretch.values.slice(), from: trained },
        ...{ ahead, alone: after, aloneFrom: goesOn ? aloneFrom : heldOut.length },
        own:
          line.tokens.length === 0
            ? null
            : { values: own.slice(), alone: next, skipped: line.skipped },
      };
    },
    destroy: () => forecaster.destroy(),
  };
}

interface Foretelling {
  run(): Promise<Foretold>;
  destroy(): void;
}

/** What is predicted of what a person gave. [T, K] */
function ownValues({ read, words, places }: SeriesValues, { tokens }: Line): Float32Array {
  const { features } = words;
  return Float32Array.from({ length: (tokens.length / features) * places.length }, (_, at) => {
    const column = places[at % places.length];
    const word = tokens[Math.floor(at / places.length) * features + column];
    return read.columns[column].value(word);
  });
}

/** A net that reads what it answers goes on by itself. */
async function continuing(
  net: Net,
  { predicted, words: { features } }: SeriesValues,
  { read, before, values, aloneFrom, line: { tokens } }: Stretch,
): Promise<Foretelling> {
  const ownSteps = tokens.length / features;
  const steps = Math.max(read.length / features - 1, ownSteps > 0 ? ownSteps + ownAlone - 1 : 0);
  const rows = [read, read.subarray(0, (before + aloneFrom) * features)];
  const forecaster = await Forecaster.create(net, ownSteps > 0 ? [...rows, tokens] : rows, steps);
  const count = values.length / features;
  return {
    async run() {
      const answers = await forecaster.run();
      // the answer at t foretells t + 1
      const from = (row: number, start: number, wanted: number) =>
        predicted.values(
          answers?.[row]?.subarray((start - 1) * features, (start - 1 + wanted) * features) ?? [],
        );
      return {
        ahead: from(0, before, count),
        alone: from(1, before + aloneFrom, count - aloneFrom),
        own: from(2, ownSteps, ownAlone),
      };
    },
    destroy: () => forecaster.destroy(),
  };
}

/** A net that reads something else says what comes next, no more. */
async function answering(
  net: Net,
  { predicted, words: { features, outputs } }: SeriesValues,
  { read, values, line }: Stretch,
): Promise<Foretelling> {
  const asked = (tokens: Uint32Array<ArrayBuffer>): TokenLine => ({
    ...{ tokens, features },
    targets: new Uint32Array((tokens.length / features) * outputs).fill(maskedTarget),
  });
  // what follows the last that is shown is not asked for
  const lines = [asked(read.slice(0, read.length - features))];
  if (line.tokens.length > 0) lines.push(asked(line.tokens));
  const inspectors: Inspector[] = [];
  const destroy = () => inspectors.forEach((one) => one.destroy());
  try {
    for (const one of lines) {
      inspectors.push(await Inspector.create(net, [one], { name: 'forecast', hasLogits: true }));
    }
  } catch (error) {
    destroy();
    throw error;
  }
  /** Of the last time steps of a line. */
  const last = async (at: number, count: number) => {
    const [reading] = (await inspectors[at]?.run([0])) ?? [];
    if (!reading?.logits) return new Float32Array(0);
    const steps = lines[at].tokens.length / features;
    const padded = reading.logits.length / steps;
    const scaled = Array.from({ length: count * outputs }, (_, place) => {
      const row = steps - count + Math.floor(place / outputs);
      return reading.logits?.[row * padded + (place % outputs)] ?? NaN;
    });
    return predicted.given(scaled);
  };
  return {
    async run() {
      const ahead = await last(0, values.length / outputs);
      return { ahead, alone: new Float32Array(0), own: await last(1, 1) };
    },
    destroy,
  };
}
