/** The page's end of the line without a worker: a test says what comes, and sees what is sent. */
import type { TrainerClient } from '../protocol/client.ts';
import type { PageMessage, WorkerMessage } from '../protocol/messages.ts';

type Listener = (message: WorkerMessage) => void;

export class PageClient {
  readonly sent: PageMessage[] = [];
  #listeners: [WorkerMessage['type'], Listener][] = [];

  on(type: WorkerMessage['type'], listener: Listener): void {
    this.#listeners.push([type, listener]);
  }

  send(message: PageMessage): void {
    this.sent.push(message);
  }

  /** The worker says this. */
  hear(message: WorkerMessage): void {
    for (const [type, listener] of this.#listeners) if (type === message.type) listener(message);
  }

  /** As the page's controllers take it. */
  get client(): TrainerClient {
    return this as unknown as TrainerClient;
  }
}
