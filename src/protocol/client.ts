/**
 * The page's end of the line to the training worker: starts it, sends typed messages, hands typed
 * messages to whoever listens. A worker that dies is reported as a `failure` like any other.
 */
import type { Settings } from '../config/settings.ts';
import { messageOf } from '../lib/errors.ts';
import type { Reason } from '../lib/problems.ts';
import { trustedScript } from '../lib/script-address.ts';
import type { PageMessage, WorkerMessage } from './messages.ts';
import workerUrl from '../worker/trainer-worker.ts?worker&url';

type MessageOf<Type extends WorkerMessage['type']> = Extract<WorkerMessage, { type: Type }>;
type Listener = (message: WorkerMessage) => void;

interface AnswerTypes {
  'net.estimate': 'net.estimated';
  'parameters.read': 'parameters.read';
  'state.read': 'state.read';
  'runs.curves': 'runs.curves';
}
const answerTypes: AnswerTypes = {
  'net.estimate': 'net.estimated',
  'parameters.read': 'parameters.read',
  'state.read': 'state.read',
  'runs.curves': 'runs.curves',
};
/** Messages that are answered by one with the same id. */
type Question = Extract<PageMessage, { type: keyof AnswerTypes }>;
type WithoutId<Message> = Message extends unknown ? Omit<Message, 'id'> : never;

export class TrainerClient {
  #worker: Worker | null = null;
  #listeners = new Map<string, Set<Listener>>();
  #nextId = 1;

  /** Starts the worker; its first message is `engine.ready`. */
  start(engine: Settings['engine']): void {
    try {
      // Tests name steps per chunk, or threads, in the page's address. It stays out of the worker's own:
      // what is loaded later would load the worker once more, by the address that it was built with.
      const name = `trainer${location.search}`;
      this.#worker = new Worker(trustedScript('app-worker', workerUrl), { type: 'module', name });
    } catch (error) {
      this.#fail(messageOf(error));
      return;
    }
    this.#worker.onmessage = (event: MessageEvent<WorkerMessage>) => this.#dispatch(event.data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || { code: 'script not loaded', values: {} });
    };
    this.#worker.onmessageerror = () => this.#fail({ code: 'message not read', values: {} });
    this.send({ type: 'engine.start', engine });
  }

  send(message: PageMessage): void {
    this.#worker?.postMessage(message);
  }

  /** Sends a message that has an answer, and waits for the answer with the same id. */
  ask<Type extends Question['type']>(
    question: WithoutId<Extract<Question, { type: Type }>>,
  ): Promise<MessageOf<AnswerTypes[Type]>> {
    const id = this.#nextId++;
    const asked = { ...question, id } as unknown as Question;
    return new Promise((resolve) => {
      const stop = this.on(answerTypes[asked.type], (message) => {
        if (message.id !== id) return;
        stop();
        resolve(message as MessageOf<AnswerTypes[Type]>);
      });
      this.send(asked);
    });
  }

  /** Returns the function that ends the listening. */
  on<Type extends WorkerMessage['type']>(
    type: Type,
    listener: (message: MessageOf<Type>) => void,
  ): () => void {
    const listeners = this.#listeners.get(type) ?? new Set<Listener>();
    this.#listeners.set(type, listeners);
    listeners.add(listener as Listener);
    return () => listeners.delete(listener as Listener);
  }

  #dispatch(message: WorkerMessage): void {
    for (const listener of [...(this.#listeners.get(message.type) ?? [])]) listener(message);
  }

  #fail(reason: Reason): void {
    this.#dispatch({
      type: 'failure',
      kind: 'worker',
      problem: { code: 'worker stopped', values: { reason } },
    });
  }
}
