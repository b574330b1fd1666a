/** The files of a folder and of the folders in it. What programs hide there is left out. */

/** By its path. */
interface FolderFile {
  name: string;
  file: File;
}

/** More are refused anyway: whoever drops a whole disk need not wait. */
const most = 5000;

export async function filesInFolders(
  folders: readonly FileSystemDirectoryEntry[],
): Promise<FolderFile[]> {
  const found: FolderFile[] = [];
  const left: FileSystemEntry[] = [...folders];
  for (let entry = left.shift(); entry && found.length < most; entry = left.shift()) {
    const { name } = entry;
    const isHidden = name.startsWith('.') || name === '__MACOSX';
    if (isHidden && !folders.some((folder) => folder === entry)) continue;
    if (isFolder(entry)) left.push(...(await entriesOf(entry)));
    else found.push({ name: entry.fullPath.slice(1), file: await fileOf(entry) });
  }
  return found;
}

/** Asks for one. @returns none where the person changes their mind */
export async function chooseFolder(): Promise<FolderFile[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  const chosen = new Promise<FileList | null>((resolve) => {
    input.addEventListener('change', () => resolve(input.files));
    input.addEventListener('cancel', () => resolve(null));
  });
  input.click();
  const files = [...((await chosen) ?? [])].map((file) => ({
    name: file.webkitRelativePath || file.name,
    file,
  }));
  return files.filter(({ name }) => !/\/(\.|__MACOSX\/)/.test(name)).slice(0, most);
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** They come in portions, until one is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    (entry as FileSystemFileEntry).file(resolve, reject);
  });
}
