/** Numbers that sentences of the page state, each with where the code has it. */
import { exploded, vanished } from '../ui/through-time/lag-curves.ts';
import { constant } from './source-constants.ts';
import type { Statement } from './stated-constants.ts';
import { minutes, ofLoss, seconds } from './stated-limits.ts';

export const sentences: readonly Statement[] = [
  {
    document: 'src/ui/notices/device-notice.ts',
    says: /has not answered for (\d+) seconds/,
    means: (read) => [seconds(constant(read, 'src/training/pacer.ts', 'stallMs'))],
  },
  {
    document: 'src/ui/notices/device-notice.ts',
    says: /times within (\w+) minutes/,
    means: (read) => [minutes(ofLoss(read, 'patienceMs'))],
  },
  {
    document: 'src/ui/statistics/statistics-panel.ts',
    says: /msg\('below ([\d.]+)'\) : msg\('below (−[\d.]+)'\)[^]*msg\('above ([\d.]+)'\)/,
    means: (read) => {
      const ofGates = (name: string) => constant(read, 'src/training/gate-statistics.ts', name);
      return [ofGates('shutBelow'), -ofGates('openAbove'), ofGates('openAbove')];
    },
  },
  {
    document: 'src/ui/statistics/statistics-panel.ts',
    says: /is under ([\d.]+):/,
    means: (read) => [constant(read, 'src/training/gate-statistics.ts', 'nearlyShut')],
  },
  {
    document: 'src/ui/sample/sample-copied.ts',
    says: /(\d+)-(?:character|\$\{unitName\(unit\)\}) (?:pieces|sequences)/,
    means: (read) => [constant(read, 'src/data/copied-text.ts', 'gram')],
  },
  {
    document: 'src/ui/through-time/through-time-panel.ts',
    says: /msg\('(\S+): vanished'\)[^]*msg\('(\d+): explodes'\)/,
    means: () => [vanished, exploded],
  },
  {
    document: 'src/ui/statistics/statistics-panel.ts',
    says: /`(−[\d.]+): \$\{symbol\} = ([\d.]+)`[^]*Below (−[\d.]+), where \$\{symbol\} is under/,
    means: (read) => {
      const share = constant(read, 'src/training/gate-statistics.ts', 'nearlyShut');
      const preactivation = Number(Math.log(share / (1 - share)).toFixed(1));
      return [preactivation, share, preactivation];
    },
  },
  {
    document: 'src/ui/statistics/statistics-panel.ts',
    says: /Beyond ±([\d.]+), the value exceeds ([\d.]+) in magnitude/,
    means: (read) => {
      const open = constant(read, 'src/training/gate-statistics.ts', 'openAbove');
      return [Number(Math.atanh(open).toFixed(1)), open];
    },
  },
  {
    document: 'src/ui/statistics/statistics-panel.ts',
    says: / ranges from −1 to 1, so its shares are below (−[\d.]+) and above ([\d.]+)\./,
    means: (read) => {
      const open = constant(read, 'src/training/gate-statistics.ts', 'openAbove');
      return [-open, open];
    },
  },
  {
    document: 'src/config/view-settings.ts',
    says: /now and then during training, in at most (\d+) % of the time/,
    means: (read) => [100 / (1 + constant(read, 'src/run/diary-job.ts', 'trainingShare'))],
  },
  {
    document: 'src/ui/words/terms.ts',
    says: /costs (\d+) nats; a coin toss costs ([\d.]+)\. Divide by ([\d.]+) for bits/,
    means: () => [0, Number(Math.LN2.toFixed(2)), Number(Math.LN2.toFixed(2))],
  },
];
