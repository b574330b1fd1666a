/** What keeping needs of a browser: one folder, locks that tabs share, and word of each other. */

/** A file that one worker holds, much as `FileSystemSyncAccessHandle` has it. */
export interface StoreFile {
  getSize(): number;
  /** @returns the bytes read */
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  /** @returns the bytes written */
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(bytes: number): void;
  /** Only what was flushed, and that is awaited, is sure to outlive a crash. */
  flush(): Promise<void> | void;
  close(): void;
}

export interface StoreFolder {
  /** Opens or makes a file; waits for another worker to let go of it. */
  open(name: string): Promise<StoreFile>;
  names(): Promise<string[]>;
  remove(name: string): Promise<void>;
}

/** As `navigator.locks` has them; a worker that ends lets go of all it holds. */
export interface Locks {
  /**
   * Does this while no other worker does anything under the same name.
   * @throws BusyError when others hold the name for too long
   */
  alone<Result>(name: string, act: () => Promise<Result>): Promise<Result>;
  /** Holds the name from now on. @returns what lets go of it; null when another worker holds it */
  hold(name: string): Promise<(() => void) | null>;
  /**
   * Holds the name beside others that share it, for good. @returns whether it does
   * @throws whatever the browser says where it has no locks
   */
  share(name: string): Promise<boolean>;
  /** The names of this kind that any worker holds, this one too. */
  held(prefix: string): Promise<ReadonlySet<string>>;
  /** Resolves when nobody holds the name. */
  free(name: string): Promise<void>;
}

export class BusyError extends Error {}

export interface KeepingStorage {
  /** @throws whatever the browser says where it keeps nothing */
  openFolder: () => Promise<StoreFolder>;
  locks: Locks;
  /** @returns what tells all other workers that something was kept, renamed or deleted */
  openChannel: (onChange: () => void) => () => void;
  /** Bytes that the browser grants; null where it does not say. */
  quota: () => Promise<number | null>;
  /** Milliseconds since 1970. */
  date: () => number;
}
