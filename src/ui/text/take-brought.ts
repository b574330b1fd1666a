/** Opens what is dropped, chosen or pasted, and says what was done with the rest. */
import { msg } from '@lit/localize';
import type { Session } from '../state/session.ts';
import { type Dropped, type Outcome, type Pasted, sortDropped, sortPasted } from './brought.ts';
import { chooseFolder, filesInFolders } from './folder-files.ts';

/** One text may be made of several. */
const joins = ({ task }: Session): boolean => task.info?.rows === 'characters';

/** Folders are looked into, by a task that reads several texts. */
export async function takeDropped(session: Session, dropped: readonly Dropped[]): Promise<void> {
  const folders = dropped.flatMap((one) =>
    'folder' in one && one.folder !== true ? [one.folder] : [],
  );
  if (!joins(session) || folders.length === 0) {
    take(session, sortDropped(dropped, joins(session)));
    return;
  }
  try {
    const inside = await filesInFolders(folders);
    const beside = dropped.filter((one) => 'file' in one);
    take(session, sortDropped([...beside, ...inside], true));
  } catch {
    session.leftNote.say(msg('A folder could not be read. Drop its files.'));
  }
}

export function takePasted(session: Session, pasted: Pasted): void {
  const { words, ...outcome } = sortPasted(pasted, joins(session));
  if (words !== undefined) session.openText({ kind: 'paste', text: words });
  else take(session, outcome);
}

export async function takeFolder(session: Session): Promise<void> {
  const chosen = await chooseFolder();
  if (chosen.length > 0) take(session, sortDropped(chosen, true));
}

function take(session: Session, { texts, run, remark }: Outcome): void {
  const [{ file } = {}] = texts;
  if (texts.length > 1) session.openText({ kind: 'files', files: texts });
  else if (file) session.openText({ kind: 'file', file });
  if (run) session.files.load(run);
  session.leftNote.say(remark || null);
}
