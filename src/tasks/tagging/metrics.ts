/** What the page is told of how tags are measured: by entities in BIO, by words where they are 0 and 1. */
import type { MetricInfo } from '../../protocol/metrics.ts';

const shares = { format: 'share', better: 'larger' } as const;
const entities = { ...shares, when: { labels: 'bio' } } as const;
const words = { ...shares, when: { labels: 'binary' } } as const;

/** The main one first. */
export const taggingMetrics: readonly MetricInfo[] = [
  { id: 'entity_f1', name: 'Entity F1', ...entities },
  { id: 'entity_precision', name: 'Precision', ...entities },
  { id: 'entity_recall', name: 'Recall', ...entities },
  { id: 'word_f1', name: 'F1 of words', ...words },
  { id: 'word_precision', name: 'Precision', ...words },
  { id: 'word_recall', name: 'Recall', ...words },
];
