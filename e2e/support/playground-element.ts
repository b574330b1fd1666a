/** What the page's element shows of itself, as far as tests look at it, and what they ask its worker. */
import type { Settings } from '../../src/config/settings.ts';
import type { Catalogue } from '../../src/protocol/catalogue.ts';
import type { EngineInfo } from '../../src/protocol/engine-info.ts';
import type { GatesFrame, SampledToken } from '../../src/protocol/frames.ts';
import type { PageMessage, WorkerMessage } from '../../src/protocol/messages.ts';
import type { NetInfo } from '../../src/protocol/net-info.ts';
import type { TextInfo, TextSource } from '../../src/protocol/text-info.ts';
import type { TrainingProgress } from '../../src/protocol/training.ts';

export type MessageOf<Type extends WorkerMessage['type']> = Extract<WorkerMessage, { type: Type }>;
export interface Answers {
  'net.estimate': 'net.estimated';
  'parameters.read': 'parameters.read';
  'state.read': 'state.read';
}
export type QuestionType = keyof Answers;
export type Question =
  | { type: 'parameters.read' }
  | { type: 'state.read' }
  | { type: 'net.estimate'; settings: Settings };

interface Watched<Value> {
  readonly value: Value;
}

export interface PlaygroundElement extends Element {
  session: {
    client: {
      on(type: string, listener: (message: WorkerMessage) => void): () => void;
      send(message: PageMessage): void;
      ask(question: Question): Promise<WorkerMessage>;
    };
    openText(source: TextSource): void;
    engine: Watched<{ catalogue: Catalogue | null; backend: EngineInfo | null }>;
    settings: Watched<Settings>;
    net: { info: Watched<NetInfo | null> };
    text: { info: Watched<TextInfo | null> };
    progress: Watched<TrainingProgress>;
    views: { startOver(): void };
    gates: { frame: Watched<GatesFrame | null> };
    sample: { tokens: readonly SampledToken[] };
  };
}
