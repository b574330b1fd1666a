/** What is measured on held-out examples besides the loss, by task and settings. */
import type { Settings } from '../../config/settings.ts';
import { holding, type MetricInfo } from '../../protocol/metrics.ts';
import type { EngineStore } from './engine.ts';
import type { NetBuilder } from './net-builder.ts';
import type { SettingsStore } from './settings-store.ts';

interface Needs {
  engine: EngineStore;
  settings: SettingsStore;
  net: Pick<NetBuilder, 'info' | 'built'>;
}

export class Metrics {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Of runs with these settings, the main one first. */
  of(settings: Settings): readonly MetricInfo[] {
    const { catalogue } = this.#needs.engine.value;
    const task = catalogue?.tasks.find(({ id }) => id === settings.task);
    return holding(task?.metrics ?? [], settings);
  }

  /** Of the present net, the main one first. */
  get all(): readonly MetricInfo[] {
    return this.of(this.built);
  }

  get main(): MetricInfo | null {
    return this.all[0] ?? null;
  }

  /** Until there is a net, what the next one will be built with. */
  get built(): Settings {
    const { net, settings } = this.#needs;
    // whatever net it is, it is another one
    void net.info.value;
    return net.built ?? settings.value;
  }
}
