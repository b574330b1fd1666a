/** What grows with one size of the model, for us and for the peers, as a picture. */
import { writeFileSync } from 'node:fs';
import { logarithmic, plot } from './plot.mjs';

/** By what is asked for: the size that is varied, from model A on, and its values. */
export const sweeps = {
  hidden: { size: 'hiddenSize', title: 'hidden size', values: [32, 64, 128, 256, 512] },
  time: { size: 'timeSteps', title: 'time steps', values: [16, 32, 64, 128, 256] },
  batch: { size: 'batchSize', title: 'batch size', values: [4, 8, 16, 32, 64, 128] },
  layers: { size: 'layers', title: 'layers', values: [1, 2, 3, 4] },
  vocab: { size: 'vocabulary', title: 'symbols', values: [16, 65, 256, 1024] },
};

/** As the bench names them. */
export function sweptConfigs({ size, values }) {
  return values.map((value) => `A ${size}=${value}`);
}

/**
 * Writes the picture. @param configs rows by the name of their configuration
 * @returns the places where a peer was faster than the fastest of ours
 */
export function drawSweep(name, configs, file) {
  const { size, title, values } = sweeps[name];
  const rowsOf = (value) => configs[`A ${size}=${value}`] ?? {};
  const peers = [...new Set(values.flatMap((value) => Object.keys(rowsOf(value))))];
  const lines = peers
    .map((peer) => ({
      name: peer,
      points: values.flatMap((value) => {
        const row = rowsOf(value)[peer];
        return row?.valid && row.median ? [[value, row.median]] : [];
      }),
    }))
    .filter(({ points }) => points.length > 0);
  const heading = `LSTM, milliseconds per training step by ${title}`;
  writeFileSync(file, plot({ heading, x: title, y: 'ms', lines, scale: logarithmic }));
  return values.flatMap((value) =>
    Object.entries(rowsOf(value))
      .filter(([peer, { timesOurs }]) => isBrowserPeer(peer) && timesOurs !== null && timesOurs < 1)
      .map(([peer]) => `${peer} at ${title} ${value}`),
  );
}

/** Neither ours nor a program of the machine itself. */
function isBrowserPeer(peer) {
  return !/^(ours|torch|ceiling)/.test(peer);
}
