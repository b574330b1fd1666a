/** Files may be dropped anywhere on the page, and text pasted anywhere outside a field. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Dropped, type Outcome, sortDropped, sortPasted } from './brought.ts';
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
    takeBrought(this.#session, sortDropped(listDropped(event.dataTransfer)));
  };

  #onPaste = (event: ClipboardEvent): void => {
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const { clipboardData } = event;
    if (!clipboardData) return;
    event.preventDefault();
    const { words, ...outcome } = sortPasted({
      plain: clipboardData.getData('text/plain'),
      files: [...clipboardData.files],
      hasMarkup: clipboardData.types.includes('text/html'),
    });
    if (words !== undefined) this.#session.openText({ kind: 'paste', text: words });
    else takeBrought(this.#session, outcome);
  };
}

/** Opens what is to be opened, and says what was done with the rest. */
export function takeBrought(session: Session, { text, run, remark }: Outcome): void {
  if (text) session.openText({ kind: 'file', file: text });
  if (run) session.files.load(run);
  session.leftNote.say(remark || null);
}

/** Only while the event lasts do items tell folders from files. */
function listDropped(data: DataTransfer): Dropped[] {
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  return items.flatMap((item): Dropped[] => {
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory) return [{ name: entry.name, folder: true }];
    const file = item.getAsFile();
    return file ? [{ name: file.name, file }] : [];
  });
}
