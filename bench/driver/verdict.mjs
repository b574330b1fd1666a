/** Turns measurements into rows: statistics, and whether a row may be compared at all. */

/** Losses that have to agree, and how closely. */
const comparedLosses = 10;
const tolerance = 0.02;

/** Whose losses are right: ours, else the first that has any. */
const peerOrder = [
  'oursCpu',
  'oursCpu1',
  'oursGpu',
  'jaxWasm',
  'tfjsWasm',
  'jaxWebgpu',
  'tfjsWebgpu',
];

function referencePeer(measurements, references) {
  return references.find((peer) => measurements[peer]?.losses.length > 0) ?? null;
}

/** Largest relative distance of two loss curves, over the steps both have. */
function lossDistance(losses, reference) {
  const length = Math.min(losses.length, reference.length, comparedLosses);
  let distance = 0;
  for (let step = 0; step < length; step += 1) {
    const difference = Math.abs(losses[step] - reference[step]) / Math.abs(reference[step]);
    // A loss that is no number is as far away as can be.
    distance = Math.max(distance, Number.isFinite(difference) ? difference : Infinity);
  }
  return { distance, compared: length };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One row of the report. `problems` is empty where the row may be compared. */
function makeRow(measurement, reference) {
  const { times, losses, errors, budgetMs, counts, differs } = measurement;
  const problems = [...errors];
  if (losses.length === 0 && errors.length === 0) {
    problems.push(`not even one step fits into ${budgetMs / 1000} s`);
  }
  const expected = differs ? losses : (reference?.losses ?? []);
  const { distance, compared } = lossDistance(losses, expected);
  if (distance > tolerance) {
    problems.push(`losses differ by ${(100 * distance).toFixed(1)} % over ${compared} steps`);
  }
  const row = {
    valid: problems.length === 0,
    problems,
    repeats: times.length,
    warmUpSteps: measurement.warmUpSteps,
    stoppedByBudget: measurement.stoppedByBudget,
    comparedLosses: differs ? 0 : compared,
    ...(differs && { differs }),
    lossDistance: Number.isFinite(distance) ? distance : null,
    losses,
    times,
    steps: measurement.steps,
    load: measurement.load,
  };
  if (problems.length > 0 && reference) row.referenceLosses = reference.losses;
  if (measurement.inARow) {
    row.stepsInARow = measurement.inARow.steps;
    row.inARow = median(measurement.inARow.times);
  }
  if (times.length > 0) {
    row.median = median(times);
    row.min = Math.min(...times);
    row.max = Math.max(...times);
  }
  if (counts) {
    const { buildMs, liveBytes, peakBytes, adapter, about, flops, bytes, parameters } = measurement;
    row.charactersPerSecond = row.median ? (1000 * measurement.characters) / row.median : null;
    const gpu = { ...counts, liveBytes, peakBytes };
    Object.assign(row, { buildMs, ...gpu, adapter, about, flops, bytes, parameters });
  }
  return row;
}

/**
 * Rows of one configuration, with how many times longer than the fastest of ours each takes.
 * @param references whose losses the others' are held against: the first that has any
 */
export function makeRows(
  measurements,
  references = peerOrder,
  isOurs = (peer) => peer.startsWith('ours'),
) {
  const reference = referencePeer(measurements, references);
  const rows = {};
  for (const [peer, measurement] of Object.entries(measurements)) {
    rows[peer] = makeRow(measurement, measurements[reference]);
  }
  const mine = Object.keys(rows).filter((peer) => isOurs(peer) && rows[peer].valid);
  const ours = Math.min(...mine.map((peer) => rows[peer].median));
  for (const row of Object.values(rows)) {
    row.timesOurs = row.valid && row.median && mine.length > 0 ? row.median / ours : null;
  }
  return { reference, rows };
}
