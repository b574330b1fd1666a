/**
 * What an experiment does to the page, as steps that can be waited for: build, train, open, pin,
 * draw. Once the experiment is over, no step is begun any more.
 */
import { defaultOf, ownDefaults } from '../../config/defaults.ts';
import { defaultSettings, settingKeys, settingsTable } from '../../config/settings.ts';
import type { Settings } from '../../config/settings.ts';
import type { WorkerMessage } from '../../protocol/messages.ts';
import type { ExperimentPage } from './experiment-page.ts';

/** Thrown where a step is not done any more: the person went back, cancelled or did something else. */
export class ExperimentOver extends Error {}

/** A person's own, whatever the experiment: what is read, on what it is computed, the line of Gates. */
const ownGroups = ['text', 'engine'];

/** What an experiment shows beside its sentence. */
export interface Finding {
  title: string;
  text: string;
}

interface Subscribable {
  subscribe(listener: () => void): () => void;
}

export interface LabOptions {
  page: ExperimentPage;
  /** A net is about to be replaced. @returns whether it may be */
  mayReplace: (changes: Partial<Settings>) => Promise<boolean>;
  say: (doing: string) => void;
  find: (finding: Finding) => void;
}

export class Lab {
  readonly page: ExperimentPage;
  readonly say: LabOptions['say'];
  readonly find: LabOptions['find'];
  readonly #mayReplace: LabOptions['mayReplace'];
  readonly #ends = new Set<() => void>();
  #isOver = false;
  #builds = false;

  constructor({ page, mayReplace, say, find }: LabOptions) {
    this.page = page;
    this.#mayReplace = mayReplace;
    this.say = say;
    this.find = find;
  }

  /** Its own net is being built: another one than the person asked for. */
  get builds(): boolean {
    return this.#builds;
  }

  end(): void {
    this.#isOver = true;
    for (const end of [...this.#ends]) end();
  }

  /** Settings of an experiment: all at their defaults but the person's own and what is named. */
  settings(changes: Partial<Settings>): Settings {
    const now = this.page.settings.value;
    const own = settingKeys.filter((key) => ownGroups.includes(settingsTable[key].group));
    const kept = Object.fromEntries([...own, 'line' as const].map((key) => [key, now[key]]));
    const standard = { ...defaultSettings(), ...kept, ...changes };
    const net = { ...standard, cell: changes.cell ?? defaultOf('cell', standard) };
    return { ...net, ...ownDefaults(net), ...kept, ...changes };
  }

  /** Lets the run that is there come to rest. */
  async rest(): Promise<void> {
    const { progress, sample, training, wantsTraining } = this.page;
    if (sample.state.value.phase === 'drawing') sample.stop();
    if (progress.value.state === 'running' || wantsTraining.value) training.pause();
    await this.until(
      () => progress.value.state !== 'running' && sample.state.value.phase !== 'drawing',
      [progress, sample.state],
    );
  }

  /** A new net, trained for this many steps; more, where the person has trained on by hand. */
  async train(settings: Settings, steps: number): Promise<void> {
    const { changes, progress } = this.page;
    if (!(await this.#mayReplace(settings)) || this.#isOver) throw new ExperimentOver();
    await this.#build(settings);
    changes.train(steps);
    await this.until(() => {
      const { state, step } = progress.value;
      const isThere = step === steps && state !== 'running';
      return state === 'stopped' || isThere || step > steps;
    }, [progress]);
    await this.rest();
  }

  /** What has these values, as if chosen by hand. */
  async choose(changes: Partial<Settings>): Promise<void> {
    for (const key of settingKeys) {
      const value = changes[key];
      if (value !== undefined) await this.page.changes.change(key, value);
    }
  }

  /** A sample with the settings as they are. @returns its text */
  async draw(): Promise<string> {
    const { sample, settings } = this.page;
    const ended = this.#message('sample.ended');
    sample.draw(settings.value);
    await ended;
    return sample.text;
  }

  /** Resolves once it is so, which only these can change. */
  readonly until = (isSo: () => boolean, watched: Subscribable[]): Promise<void> =>
    this.#wait((done) => {
      const look = () => isSo() && done();
      const stops = watched.map((one) => one.subscribe(look));
      look();
      return () => stops.forEach((stop) => stop());
    });

  async #build(settings: Settings): Promise<void> {
    const { client, text, work, changes } = this.page;
    let isBuilt = false;
    this.#builds = true;
    try {
      const answered = this.#wait((done) => {
        const stops = [
          client.on('net.ready', () => {
            isBuilt = true;
            done();
          }),
          client.on('net.refused', done),
          client.on('text.refused', done),
          // cancelled by hand
          work.subscribe((underWay) => underWay === null && !isBusy(this.page) && done()),
        ];
        return () => stops.forEach((stop) => stop());
      });
      this.page.settings.adopt(settings);
      changes.take(settings, text.isReadFor(settings) ? 'net' : 'text');
      await answered;
    } finally {
      this.#builds = false;
    }
    if (!isBuilt) throw new ExperimentOver();
  }

  #message(type: WorkerMessage['type']): Promise<void> {
    return this.#wait((done) => this.page.client.on(type, done));
  }

  /** @param begin says when it is done, and gives what ends the waiting */
  #wait(begin: (done: () => void) => () => void): Promise<void> {
    if (this.#isOver) return Promise.reject(new ExperimentOver());
    return new Promise((resolve, reject) => {
      let isDone = false;
      let stop = () => {};
      const finish = (settle: () => void) => {
        if (isDone) return;
        isDone = true;
        stop();
        this.#ends.delete(end);
        settle();
      };
      const end = () => finish(() => reject(new ExperimentOver()));
      this.#ends.add(end);
      stop = begin(() => finish(resolve));
      // it was so at once
      if (isDone) stop();
    });
  }
}

function isBusy({ net, text }: ExperimentPage): boolean {
  return net.busy || text.busy;
}
