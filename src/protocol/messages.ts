/**
 * Every message between the page and the training worker. The page imports this folder and nothing
 * else of the engine. Names are `noun.verb`. Arrays travel as transferables.
 */
import type { Settings } from '../config/settings.ts';
import type { Tuning } from '../config/tuning.ts';
import type { Remedy } from '../lib/errors.ts';
import type { Problem } from '../lib/problems.ts';
import type { Catalogue } from './catalogue.ts';
import type { DrawRules, LengthRules } from './draw-rules.ts';
import type { DeviceStatus } from './device-status.ts';
import type { EngineChoice, EngineInfo } from './engine-info.ts';
import type { CopiedText, LineCounts, RivalText, SampledLine, SampledToken } from './frames.ts';
import type { KeptProblem, KeptRuns, RunTitle } from './kept-run.ts';
import type { LabelScore } from './metrics.ts';
import type { NetEstimate, NetInfo } from './net-info.ts';
import type { PackingAnswer, PackingMessage } from './packing.ts';
import type { Pin } from './pin.ts';
import type { TextInfo, TextSource } from './text-info.ts';
import type {
  DiaryEntry,
  Divergence,
  LossRun,
  TrainingProgress,
  ValidationResult,
} from './training.ts';
import type { WorkDone } from './work.ts';
import type { ViewClose, ViewFrame, ViewOpen } from './views.ts';

/** The run of now goes on with another text, as a run of its own. */
export interface SecondWish {
  second: TextSource;
  /** Those of the optimizer. */
  moments: 'kept' | 'cleared';
}

export type PageMessage =
  /** `engine` as in the table of settings. */
  | { type: 'engine.start'; engine: Settings['engine'] }
  /** The net moves over as it is: answered by `run.recovered` where that is another engine. */
  | { type: 'engine.choose'; engine: Settings['engine'] }
  /** Answered by `text.ready` or `text.refused` with the same id; the open text stays. */
  | { type: 'text.read'; id: number; source: TextSource; settings: Settings }
  /** What was read under this id is the open text from now on. */
  | { type: 'text.take'; id: number }
  /** Stops reading; what was read and not taken is dropped. */
  | { type: 'text.cancel' }
  /**
   * Builds a net on the open text with these settings; its weights are new. Confirmed: also one that
   * takes more memory than a page should.
   */
  | { type: 'net.build'; settings: Settings; isConfirmed?: boolean }
  | { type: 'net.cancel' }
  /** Answered by `net.estimated` with the same id. */
  | { type: 'net.estimate'; id: number; settings: Settings }
  /** It pauses by itself after the step `until`, counted from the start of the run; absent: when it is told. */
  | { type: 'training.start'; until?: number }
  | { type: 'training.pause' }
  | { type: 'training.step' }
  /** What a step takes, without making one: answered by `training.tried`, unless it is trained or in the background. */
  | { type: 'training.try' }
  /** Back to the same initial weights; the curves start again. */
  | { type: 'training.rewind' }
  /**
   * Back to the last good snapshot, or to the start, at half the learning rate; or to the weights of
   * the best validation, where they are there.
   */
  | { type: 'training.undo'; to?: 'best' }
  /** What is named changes with the next steps. */
  | { type: 'training.tune'; tuning: Partial<Tuning> }
  /** All that is held out, now. */
  | { type: 'validation.run' }
  /** Answered by `second.sampled`. */
  | { type: 'second.sample' }
  | PackingMessage
  | ViewOpen
  | ViewClose
  /** These gates are held in frames and samples that begin from now on; training knows nothing of it. */
  | { type: 'gates.pin'; pins: Pin[] }
  | ({
      type: 'sample.draw';
      /** Where lines are drawn, what each of them begins with. */
      prompt: string;
      /** Where lines are drawn by label: which; absent, or none of them: each in turn. */
      label?: string;
      /** Tokens, or lines. */
      length: number;
      seed: number;
      /** Texts side by side; lines are several anyhow. Absent: one. */
      samples?: number;
      /** Beside it what counts alone write. */
      rivals?: Settings['rivals'];
    } & DrawRules &
      LengthRules)
  /** Also of what is drawn by itself. */
  | ({ type: 'sample.tune'; diary: Settings['diary'] } & DrawRules)
  | { type: 'sample.stop' }
  /** The run as a file: answered by `run.saved`, or by `run.refused`. */
  | { type: 'run.save' }
  /**
   * A run, or weights alone for a net with these settings: of a file, as the browser kept it, or
   * what an undo brings back, or the run of now on another text. Answered by `run.ready` or `run.refused` with the same id; the net
   * still runs. A kept run that another tab trains is read as a copy, a run of its own.
   */
  | {
      type: 'run.read';
      id: number;
      file: Blob | { kept: string } | 'replaced' | SecondWish;
      settings: Settings;
    }
  /** What was read under this id replaces the net: answered by `run.loaded` or `run.refused`. */
  | { type: 'run.take'; id: number }
  /** Stops reading; what was read and not taken is dropped. */
  | { type: 'run.cancel' }
  /** Answered by `runs.listed`. */
  | { type: 'runs.list' }
  /** '' takes the name away. Answered by `runs.listed`, after `runs.refused` where it could not be done, as are the two that follow. */
  | { type: 'runs.rename'; id: string; name: string }
  | { type: 'runs.delete'; ids: string[] }
  /** Bytes that kept runs may take from the next one on; null: as many as is usual. */
  | { type: 'runs.budget'; bytes: number | null }
  /** The curves of a kept run: answered by `runs.curves` with the same id. */
  | { type: 'runs.curves'; id: number; run: string }
  /** Answered by `parameters.read` with the same id. */
  | { type: 'parameters.read'; id: number }
  /** Answered by `state.read` with the same id: counts of GPU objects and live bytes. */
  | { type: 'state.read'; id: number }
  /** The page can be seen no longer, or again; `background`: whether training waits meanwhile. */
  | { type: 'page.background'; inBackground: boolean; background: Settings['background'] };

export type WorkerMessage =
  /** Sent first, also where nothing can be trained: `engine` is null then and `problem` says why. */
  | ({ type: 'engine.ready'; catalogue: Catalogue } & EngineChoice)
  | ({ type: 'text.progress' } & WorkDone)
  /** The text was read and can be learned from with these settings: it may be taken. */
  | { type: 'text.ready'; id: number; info: TextInfo }
  | { type: 'text.refused'; id: number; problem: Problem; remedies: Remedy[] }
  | ({ type: 'net.progress' } & WorkDone)
  | { type: 'net.ready'; info: NetInfo }
  /** The net could not be built; the one before still runs. */
  | { type: 'net.refused'; problem: Problem; remedies: Remedy[] }
  | { type: 'net.estimated'; id: number; estimate: NetEstimate | null; problem: Problem | null }
  | { type: 'training.progress'; progress: TrainingProgress }
  /** Milliseconds that a step takes on this machine, as nothing else is done. */
  | { type: 'training.tried'; stepMs: number }
  /** The weights are those after this step again. */
  | { type: 'training.undone'; step: number; learningRate: number }
  /**
   * Training goes on, but has gone wrong for another reason than was told last; null: it is well.
   * `undoStep` is where an undo leads.
   */
  | { type: 'training.diverged'; divergence: Divergence | null; undoStep: number }
  | { type: 'training.losses'; run: LossRun }
  /** `labels`: of the answers that its metrics count, label by label; they are not kept. */
  | { type: 'validation.result'; result: ValidationResult; labels?: readonly LabelScore[] }
  /** Of the text that the net had learned before. */
  | { type: 'validation.former'; result: ValidationResult }
  /** What the net writes after this step, as `FormerText.sample` was written. */
  | { type: 'second.sampled'; step: number; text: string }
  | { type: 'run.saved'; step: number; name: string; bytes: Uint8Array<ArrayBuffer> }
  /** All that is kept; sent when asked for, and whenever it changes, here or in another tab. */
  | { type: 'runs.listed'; kept: KeptRuns }
  /** What a person wanted of them was not done. */
  | { type: 'runs.refused'; problem: KeptProblem }
  /** `losses` is null where `problem` says why. */
  | {
      type: 'runs.curves';
      id: number;
      run: string;
      losses: LossRun | null;
      validations: ValidationResult[];
      problem: KeptProblem | null;
    }
  /** The run of this page is kept up to this step. */
  | { type: 'run.kept'; run: string; step: number }
  /** These had to go so that the run of this page could be kept within the budget. */
  | { type: 'runs.dropped'; runs: RunTitle[]; budgetBytes: number }
  /** The run of this page is not kept; training goes on. */
  | { type: 'run.unkept'; problem: KeptProblem }
  /** What an undo would bring back: a run that was rewound, or replaced by another. */
  | { type: 'run.replaced'; what: RunTitle | null }
  /** What was read can go on here: it may be taken. */
  | { type: 'run.ready'; id: number; what: RunTitle }
  /**
   * A `training.progress` follows. `source` is where the text came from, if it was opened for it;
   * `leftOut` are tensors of the file that no net needs.
   */
  | {
      type: 'run.loaded';
      info: NetInfo;
      text: TextInfo;
      settings: Settings;
      source: TextSource | null;
      curves: {
        losses: LossRun;
        validations: ValidationResult[];
        /** Of the text that the net had learned before. */
        former?: ValidationResult[];
      };
      leftOut: string[];
    }
  /** It could not be saved (id 0), read or built; the net from before still runs. */
  | { type: 'run.refused'; id: number; problem: Problem; remedies: Remedy[] }
  | PackingAnswer
  | ViewFrame
  /** A new sample starts: `skipped` are prompt characters outside the vocabulary. */
  | { type: 'sample.started'; prompt: string; skipped: string[]; step: number; pinned: number }
  /** `others`: of the other texts, where there are several. */
  | { type: 'sample.tokens'; tokens: SampledToken[]; others?: SampledToken[][] }
  /** None can be drawn by these rules; one that was being drawn has been stopped. */
  | { type: 'sample.refused'; problem: Problem }
  | { type: 'sample.rivals'; texts: RivalText[] }
  /** Of a task whose data are lines: the next ones, whole; the counts are of all so far. */
  | { type: 'sample.lines'; lines: SampledLine[]; counts: LineCounts }
  | { type: 'sample.ended'; reason: 'complete' | 'stopped' }
  /** A short sample that was drawn by itself while the net trained. */
  | { type: 'diary.entry'; entry: DiaryEntry }
  /** How much of a complete sample stands in the text word for word. */
  | { type: 'sample.compared'; copied: CopiedText }
  | {
      type: 'parameters.read';
      id: number;
      step: number;
      parameters: { name: string; shape: number[]; values: Float32Array }[];
    }
  | {
      type: 'state.read';
      id: number;
      created: Record<string, number>;
      liveBytes: number;
      liveBuffers: number;
    }
  /** Training stopped: numbers were no longer finite. `undoStep` is where an undo leads. */
  | { type: 'failure'; kind: 'numbers'; problem: Problem; undoStep: number }
  /** Something broke: the engine has ended. */
  | { type: 'failure'; kind: 'worker'; problem: Problem }
  /** Only when it is not simply there and running. `step`: where the run would go on from. */
  | { type: 'device.status'; kind: EngineInfo['kind']; status: DeviceStatus; step: number }
  /** Nets run on another one from now on. */
  | ({ type: 'engine.changed' } & EngineChoice)
  /** The net is there again on another engine, as it was after this step; a progress follows. */
  | { type: 'run.recovered'; info: NetInfo; step: number };

/** The worker's way to the page. */
export type Post = (message: WorkerMessage, transfer?: ArrayBuffer[]) => void;
