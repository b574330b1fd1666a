/** Tells the worker of the settings that act at once, on what runs and on what is drawn. */
import { tuningOf } from '../../config/tuning.ts';
import { type SettingKey, settingsTable } from '../../config/settings.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import type { NetInfo } from '../../protocol/net-info.ts';
import type { SampleRun } from './sample-run.ts';
import type { SettingsStore } from './settings-store.ts';
import type { Readable } from './store.ts';

interface Needs {
  client: TrainerClient;
  settings: SettingsStore;
  sample: SampleRun;
  net: Readable<NetInfo | null>;
}

export class LiveSettings {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { client, settings, sample, net } = needs;
    client.on('training.undone', ({ learningRate }) => {
      settings.change({ learningRate: Number(learningRate.toPrecision(6)) });
      this.tell('learningRate');
    });
    net.subscribe((info) => info && sample.tune(settings.value));
    document.addEventListener('visibilitychange', () => this.#tellHidden());
  }

  tell(key: SettingKey): void {
    const { sample, settings } = this.#needs;
    if (key === 'background') this.#tellHidden();
    else if (settingsTable[key].group === 'sample') sample.tune(settings.value);
    else this.#tellTuning();
  }

  tellAll(): void {
    const { sample, settings } = this.#needs;
    this.#tellTuning();
    sample.tune(settings.value);
    this.#tellHidden();
  }

  #tellTuning(): void {
    const { client, settings } = this.#needs;
    client.send({ type: 'training.tune', tuning: tuningOf(settings.value) });
  }

  #tellHidden(): void {
    const { client, settings } = this.#needs;
    const { background } = settings.value;
    client.send({ type: 'page.background', inBackground: document.hidden, background });
  }
}
