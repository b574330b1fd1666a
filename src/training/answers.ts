/** What a net answers to whole sequences, several at a time, with the weights of now. */
import type { PlanRunner } from '../backend/backend.ts';
import type { HostInputs } from '../data/batch-source.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Unrolling } from '../model/module.ts';
import { type Recording, recordReading } from '../model/recordings.ts';
import { ChunkInputs } from './chunk-inputs.ts';
import type { Net } from './net.ts';
import { type Prediction, predictions } from './predictions.ts';

export interface AnswersOptions {
  /** Of its plan and its memory, where the ledger lists them. */
  name: string;
  /** Labels that are told apart: `targets.size` of the data. */
  classes: number;
  /** How likely each of them is, beside the likeliest. */
  hasOdds?: boolean;
}

export class Answers {
  readonly #net: Net;
  readonly #runner: PlanRunner;
  readonly #tensors: Recording;
  readonly #options: AnswersOptions;
  readonly #inputs: ChunkInputs;

  private constructor(net: Net, runner: PlanRunner, tensors: Recording, options: AnswersOptions) {
    this.#net = net;
    this.#runner = runner;
    this.#tensors = tensors;
    this.#options = options;
    this.#inputs = new ChunkInputs(runner.plan);
    // losses are not looked at: their mean is none of its business
    this.#inputs.setNumbers(0, { inverse_count: 1 });
  }

  /** @throws KernelError, or SettingsError where there is no memory; nothing is left behind then */
  static async create(
    net: Net,
    sizes: Omit<Unrolling, 'strategy'>,
    options: AnswersOptions,
  ): Promise<Answers> {
    const tensors = recordReading(net.model, net.objective, sizes);
    const { name } = options;
    const reading = { name, bytes: tensors.logits.storage.words * 4 };
    const runner = await net.prepare(net.plan(name, tensors.graph, 1), { reading });
    return new Answers(net, runner, tensors, options);
  }

  /**
   * Submits a run.
   * @param fill writes the sequences, and targets where a probability is asked for
   * @returns an answer for each row of logits: of time step t and sequence b at t · B + b; undefined
   * where two readings are under way
   */
  run(fill: (inputs: HostInputs) => void): Promise<Prediction[]> | undefined {
    const { inputs, logits } = this.#tensors;
    const words = (tensor: Tensor) => this.#inputs.words(0, tensor);
    const named = Object.entries(inputs).map(([name, tensor]) => [name, words(tensor)] as const);
    fill(Object.fromEntries(named) as HostInputs);
    const targets = words(inputs.targets).slice();
    this.#runner.upload(this.#inputs.first(1));
    const reading = this.#runner.runAndRead({}, [this.#runner.section(logits)]);
    const { objective } = this.#net;
    const { classes, hasOdds } = this.#options;
    return reading?.then((bytes) =>
      predictions(new Float32Array(bytes), objective, classes, targets, hasOdds),
    );
  }

  destroy(): void {
    this.#runner.destroy();
  }
}
