/** The next character, word or piece of a book: one long text, read in streams whose state is carried on. */
import { dataSettingsOf } from '../../config/data-settings.ts';
import { firstTask } from '../../config/first-task.ts';
import type { Settings } from '../../config/settings.ts';
import { builtinTexts } from '../../data/corpora.ts';
import type { Documents } from '../../data/documents.ts';
import type { OpenOptions } from '../../data/read-text.ts';
import { openText, type OpenedText, withHeldOut } from '../../data/open-text.ts';
import { Characters } from '../../data/tokens/characters.ts';
import type { TaskInfo } from '../../protocol/catalogue.ts';
import type { TextSource } from '../../protocol/text-info.ts';
import { loaded } from '../loaded.ts';
import { TextStreams } from './text-streams.ts';
import type { DataSettings, Task } from '../task.ts';

const info: TaskInfo = {
  ...firstTask,
  name: 'Continue a text',
  unit: 'character',
  rows: 'characters',
  lacks: [],
  own: ['level', 'vocabulary', 'sequences', 'borders', 'unknown'],
  metrics: [],
};

export const languageModelTask: Task = {
  info,
  sources: builtinTexts,
  async open(source, settings, work) {
    const { level, sequences } = settings;
    const joining = { ...work, joins: true };
    if (level === 'character' && sequences === 'stream') return openBook(source, settings, joining);
    const { openTokens } = await loaded(() => import('./open-tokens.ts'));
    return openTokens(languageModelTask, source, settings, joining);
  },
};

/** @throws TextError, CancelledError */
export async function openBook(
  source: TextSource,
  settings: DataSettings,
  work: OpenOptions,
): Promise<Book> {
  const text = await openText(source, settings, work);
  const { files = [] } = text.info;
  if (settings.borders === 'joined' || files.length < 2) return new Book(text, settings);
  const { Documents } = await loaded(() => import('../../data/documents.ts'));
  return new Book(text, settings, new Documents(files.map(({ from }) => from)));
}

/** An open text, character by character. */
export class Book extends TextStreams {
  declare readonly text: OpenedText;

  constructor(text: OpenedText, settings: DataSettings, documents?: Documents) {
    const own = { ...dataSettingsOf(settings), ...text.settings };
    super(languageModelTask, text, new Characters(text.vocabulary), own, documents);
  }

  get border(): number {
    const { tokens, trainLength, vocabulary } = this.text;
    const units = vocabulary.symbols.map(({ length }) => length);
    let border = 0;
    for (let at = 0; at < trainLength; at++) border += units[tokens[at]];
    return border;
  }

  protected limitOf({ symbols }: Settings): number {
    return symbols;
  }

  withHeldOut(percent: number): Book {
    return new Book(withHeldOut(this.text, percent), this.settings, this.documents);
  }
}
