/** How PyTorch learns first names, as scripts/record-lines.py wrote it down. */
import { readFileSync } from 'node:fs';

interface RecordedNames {
  seed: number;
  sizes: { train: number; heldOut: number; timeSteps: number; vocabSize: number };
  /** Of the first steps, nats. */
  losses: number[];
  /** How many were made before the names that are held out were read. */
  steps: number;
  heldOutLoss: number;
}

const file = new URL('./fixtures/pytorch-lines.json', import.meta.url);

export const recordedNames = (JSON.parse(readFileSync(file, 'utf8')) as { runs: RecordedNames[] })
  .runs;
