/** Files may be dropped anywhere on the page, and text pasted anywhere outside a field. */
import { msg } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Dropped } from './brought.ts';
import { LatePart } from '../parts/late-part.ts';
import type { Session } from '../state/session.ts';

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
    const dropped = listDropped(event.dataTransfer);
    void takeBrought(this.#session, (by) => by.takeDropped(this.#session, dropped));
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
    void takeBrought(this.#session, (by) => by.takePasted(this.#session, given));
  };
}

/** Decides what becomes of what is brought: loaded then. */
const takers = new LatePart(() => import('./take-brought.ts'));

/** Does something with what is brought, or says that it could not be. */
export async function takeBrought(
  session: Session,
  take: (by: typeof import('./take-brought.ts')) => unknown,
): Promise<void> {
  const by = await takers.again().catch(() => null);
  if (by) await take(by);
  else session.leftNote.say(msg('Nothing was opened: the server did not answer. Try again.'));
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
