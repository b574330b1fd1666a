/** What a net would cost, and whether it fits, before anything of it is made. */
import type { Backend } from '../backend/backend.ts';
import type { Settings } from '../config/settings.ts';
import type { TaskData } from '../tasks/task.ts';
import { UnrolledError } from '../lib/errors.ts';
import type { Problem } from '../lib/problems.ts';
import { estimateNet } from '../net/net-builder.ts';
import { withWayOut } from '../net/net-size.ts';
import type { PageMessage, WorkerMessage } from '../protocol/messages.ts';
import type { NetEstimate } from '../protocol/net-info.ts';

export interface EstimateDeskOptions {
  post: (message: WorkerMessage) => void;
  openText: () => TaskData | undefined;
  /** What such a net would be built on. */
  backendFor: (engine: Settings['engine']) => Backend | null;
}

export class EstimateDesk {
  readonly #options: EstimateDeskOptions;

  constructor(options: EstimateDeskOptions) {
    this.#options = options;
  }

  answer({ id, settings }: Extract<PageMessage, { type: 'net.estimate' }>): void {
    const { post, openText } = this.#options;
    const tell = (answered: { estimate: NetEstimate } | { problem: Problem }) =>
      post({ type: 'net.estimated', id, estimate: null, problem: null, ...answered });
    const text = openText();
    if (!text) return tell({ problem: { code: 'no open text', values: {} } });
    try {
      tell({ estimate: this.#estimate(settings, text) });
    } catch (error) {
      if (!(error instanceof UnrolledError)) throw error;
      tell({ problem: error.problem });
    }
  }

  /** @throws SettingsError, with what would fit, when this net would not */
  check(settings: Settings, text: TaskData): void {
    withWayOut(settings, (one) => this.#estimate(one, text));
  }

  #estimate(settings: Settings, text: TaskData): NetEstimate {
    return estimateNet(settings, text, this.#options.backendFor(settings.engine));
  }
}
