/** Files may be dropped anywhere on the page, and text pasted anywhere outside a field. */
import { msg } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Dropped, type Outcome, sortDropped, sortPasted } from './brought.ts';
import { LatePart } from '../parts/late-part.ts';
import type { Session } from '../state/session.ts';

const folderFiles = new LatePart(() => import('./folder-files.ts'));

export class DropAndPaste implements ReactiveController {
  /** Files are held over the page. */
  dragging = false;

  readonly #host: ReactiveControllerHost;
  readonly #session: Session;

  constructor(host: ReactiveControllerHost, session: Session) {
    this.#host = host;
    this.#session = session;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('dragover', this.#onDragOver);
    document.addEventListener('dragleave', this.#onDragLeave);
    document.addEventListener('drop', this.#onDrop);
    document.addEventListener('paste', this.#onPaste);
  }

  hostDisconnected(): void {
    document.removeEventListener('dragover', this.#onDragOver);
    document.removeEventListener('dragleave', this.#onDragLeave);
    document.removeEventListener('drop', this.#onDrop);
    document.removeEventListener('paste', this.#onPaste);
  }

  #setDragging(dragging: boolean): void {
    if (dragging === this.dragging) return;
    this.dragging = dragging;
    this.#host.requestUpdate();
  }

  #onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#setDragging(true);
  };

  #onDragLeave = (event: DragEvent): void => {
    // Leaving the window, not just one element for the next.
    if (!event.relatedTarget) this.#setDragging(false);
  };

  #onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#setDragging(false);
    void takeDropped(this.#session, listDropped(event.dataTransfer));
  };

  #onPaste = (event: ClipboardEvent): void => {
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const { clipboardData } = event;
    if (!clipboardData) return;
    event.preventDefault();
    const given = {
      plain: clipboardData.getData('text/plain'),
      files: [...clipboardData.files],
      hasMarkup: clipboardData.types.includes('text/html'),
    };
    const { words, ...outcome } = sortPasted(given, joins(this.#session));
    if (words !== undefined) this.#session.openText({ kind: 'paste', text: words });
    else takeBrought(this.#session, outcome);
  };
}

/** One text may be made of several. */
export const joins = ({ task }: Session): boolean => task.info?.rows === 'characters';

/** Folders are looked into, by a task that reads several texts. */
export async function takeDropped(session: Session, dropped: readonly Dropped[]): Promise<void> {
  const folders = dropped.flatMap((one) =>
    'folder' in one && one.folder !== true ? [one.folder] : [],
  );
  if (!joins(session) || folders.length === 0) {
    takeBrought(session, sortDropped(dropped, joins(session)));
    return;
  }
  try {
    const { filesInFolders } = await folderFiles.again();
    const inside = await filesInFolders(folders);
    const beside = dropped.filter((one) => 'file' in one);
    takeBrought(session, sortDropped([...beside, ...inside], true));
  } catch {
    session.leftNote.say(msg('A folder could not be read. Drop its files.'));
  }
}

export async function takeFolder(session: Session): Promise<void> {
  const { chooseFolder } = await folderFiles.again();
  const chosen = await chooseFolder();
  if (chosen.length > 0) takeBrought(session, sortDropped(chosen, true));
}

/** Opens what is to be opened, and says what was done with the rest. */
export function takeBrought(session: Session, { texts, run, remark }: Outcome): void {
  const [{ file } = {}] = texts;
  if (texts.length > 1) session.openText({ kind: 'files', files: texts });
  else if (file) session.openText({ kind: 'file', file });
  if (run) session.files.load(run);
  session.leftNote.say(remark || null);
}

/** Only while the event lasts do items tell folders from files. */
function listDropped(data: DataTransfer): Dropped[] {
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  return items.flatMap((item): Dropped[] => {
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory)
      return [{ name: entry.name, folder: entry as FileSystemDirectoryEntry }];
    const file = item.getAsFile();
    return file ? [{ name: file.name, file }] : [];
  });
}
