/** Runs beyond this net: loaded from files, opened again as the browser kept them, brought back. */
import { msg, str } from '@lit/localize';
import { pickRunSettings } from '../../config/saved-settings.ts';
import type { Settings } from '../../config/settings.ts';
import { inlineText } from '../../lib/inline-text.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import type { SecondWish, WorkerMessage } from '../../protocol/messages.ts';
import type { Names } from '../words/problems/said.ts';
import type { Replacement } from '../words/replacing.ts';
import type { BannerStore } from './banner.ts';
import type { Curve } from './curve.ts';
import type { KeptRunList } from './kept-run-list.ts';
import type { KeptStep } from './kept-step.ts';
import { LastingNote } from './lasting-note.ts';
import type { NetBuilder } from './net-builder.ts';
import type { Notes } from './notes.ts';
import type { MayReplace } from './replace-guard.ts';
import type { ReplacedRun } from './replaced-run.ts';
import type { SettingsStore } from './settings-store.ts';
import { Store } from './store.ts';
import type { TextOpener } from './text-opener.ts';
import type { TrainingWish } from './training-wish.ts';
import { waysOut } from './ways-out.ts';
import type { WorkStore } from './work.ts';

type Message<Type extends WorkerMessage['type']> = Extract<WorkerMessage, { type: Type }>;

/** What is read, and what it is called. */
interface Opening {
  id: number;
  file: Blob | { kept: string } | 'replaced' | SecondWish;
  by: Replacement;
  /** There is nothing to ask. */
  isAgreed: boolean;
}

interface Needs {
  client: TrainerClient;
  settings: SettingsStore;
  text: Pick<TextOpener, 'busy' | 'adopt' | 'readAgain' | 'settled'>;
  net: Pick<NetBuilder, 'info' | 'busy' | 'wished' | 'adopt' | 'giveUp' | 'catchUp'>;
  curve: Curve;
  kept: Pick<KeptRunList, 'run'>;
  names: Names;
  keptStep: Pick<KeptStep, 'opened'>;
  replaced: Pick<ReplacedRun, 'because' | 'last' | 'trainedSince'>;
  mayReplace: MayReplace;
  wantsTraining: TrainingWish;
  work: WorkStore;
  banner: BannerStore;
  notes: Notes;
  /** What is said of other files that were brought. */
  leftNote: LastingNote;
}

export class RunFiles {
  readonly #needs: Needs;
  /** From the moment a run is chosen until its net is there. */
  readonly #reading = new Store<Opening | null>(null);
  #isBuilding = false;
  /** The nets that had been asked for when the run was taken. */
  #wishedBefore = 0;
  #lastId = 0;
  /** What was not read of the file that the net is from. */
  readonly #leftOut: LastingNote;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { client, net, notes, work } = needs;
    this.#leftOut = new LastingNote(notes);
    client.on('run.loaded', (loaded) => this.#loaded(loaded));
    client.on('run.ready', ({ id }) => void this.#ready(id));
    client.on('run.refused', (refused) => this.#refused(refused));
    client.on('net.progress', ({ done, total, what }) => {
      if (this.busy && !net.busy) work.reached({ kind: 'run', what, done, total });
    });
    // A net that was asked for later took the place of this one; one of before may still have come.
    client.on('net.ready', () => {
      if (this.#isBuilding && net.wished > this.#wishedBefore) this.#end();
    });
    net.info.subscribe(() => this.#leftOut.say(null));
  }

  get busy(): boolean {
    return this.#reading.value !== null;
  }

  /** Asks where weights would be lost, once the file was read and fits. */
  load(file: File): void {
    const name = file.name.replace(/\.safetensors$/i, '');
    this.#read(file, { kind: 'run', name });
  }

  /** Goes on with a run that was kept; asks like `load`. */
  openKept(id: string): void {
    const { kept, names } = this.#needs;
    const run = kept.run(id);
    if (run) this.#read({ kept: id }, { kind: 'run', name: names.nameOf(run) });
  }

  /** The run of now goes on with another text: what it was can be brought back. */
  goOn(file: SecondWish, title: string): void {
    this.#read(file, { kind: 'second text', title }, true);
  }

  /** Goes back to the run that was replaced last. Where nothing was trained since, nothing is asked. */
  bringBack(): void {
    const { last, trainedSince } = this.#needs.replaced;
    if (!last.value) return;
    const { step } = last.value.what;
    this.#read('replaced', { kind: 'undo', step }, trainedSince === 0);
  }

  /** Goes back to a run that only made room for a while: there is nothing to ask. */
  returnTo(file: 'replaced' | { kept: string }, step: number): void {
    this.#read(file, { kind: 'undo', step }, true);
  }

  cancel(): void {
    this.#needs.client.send({ type: this.#isBuilding ? 'net.cancel' : 'run.cancel' });
    this.#end();
    this.#needs.net.catchUp();
  }

  #read(file: Opening['file'], by: Replacement, isAgreed = false): void {
    void this.#readAfterText(file, by, isAgreed);
  }

  /** The net of a text that is being opened would take the place of the run. */
  async #readAfterText(file: Opening['file'], by: Replacement, isAgreed: boolean): Promise<void> {
    const { client, settings, text, banner, leftNote } = this.#needs;
    banner.forgetRefusal();
    leftNote.say(null);
    const id = ++this.#lastId;
    const reading: Opening = { id, file, by, isAgreed };
    this.#reading.set(reading);
    this.#isBuilding = false;
    if (text.busy) await text.settled();
    if (this.#reading.peek() !== reading) return;
    client.send({ type: 'run.read', id, file, settings: settings.value });
  }

  async #ready(id: number): Promise<void> {
    const { client, net, work, mayReplace, wantsTraining, replaced } = this.#needs;
    const reading = this.#reading.value;
    if (reading?.id !== id || this.#isBuilding) return;
    work.ended('run');
    const mayLoad = reading.isAgreed || (await mayReplace(reading.by));
    if (this.#reading.value !== reading) return;
    if (!mayLoad) {
      wantsTraining.drop();
      return this.cancel();
    }
    this.#isBuilding = true;
    this.#wishedBefore = net.wished;
    net.giveUp();
    replaced.because(reading.by);
    client.send({ type: 'run.take', id });
  }

  /** Nobody waits for the run any more. */
  #end(): void {
    this.#reading.set(null);
    this.#isBuilding = false;
    this.#needs.work.ended('run');
  }

  #loaded({ info, text, settings, source, curves, leftOut }: Message<'run.loaded'>): void {
    const { curve, net, keptStep, settings: own } = this.#needs;
    this.#end();
    const { line } = this.#needs.text.adopt(text, source, settings);
    own.adopt({ ...own.value, ...pickRunSettings(settings), line });
    net.adopt(info, own.value);
    keptStep.opened();
    curve.append(curves.losses);
    for (const validation of curves.validations) curve.validated(validation);
    for (const validation of curves.former ?? []) curve.formerValidated(validation);
    if (leftOut.length > 0) this.#leftOut.say(notNeeded(leftOut));
  }

  #refused({ id, problem, remedies }: Message<'run.refused'>): void {
    const { net, wantsTraining, banner } = this.#needs;
    const reading = this.#reading.value;
    // Nobody waits any more for what was read before the latest.
    if (id !== 0 && id !== reading?.id) return;
    // what could not be saved has nothing to do with what is read
    if (id !== 0) {
      this.#end();
      wantsTraining.drop();
      net.catchUp();
    }
    const ways = waysOut(remedies, {
      settings: (changes) => {
        if (reading) void this.#readWithText(reading, changes);
      },
    });
    banner.report({ kind: 'run', problem, ways });
  }

  /** The open text is read with other settings first: only so it is the one of the run. */
  async #readWithText({ file, by }: Opening, changes: Partial<Settings>): Promise<void> {
    const { text } = this.#needs;
    if (await text.readAgain(changes)) this.#read(file, by, true);
  }
}

/** Names before the others are only counted. */
const listedNames = 3;

function notNeeded(names: readonly string[]): string {
  const shown = names.slice(0, listedNames).map((name) => inlineText(name, 60));
  const listed = shown.join(', ');
  const more = names.length - shown.length;
  return more > 0
    ? msg(str`Ignored in the file, because no net uses it: ${listed} and ${more} more.`)
    : msg(str`Ignored in the file, because no net uses it: ${listed}.`);
}
