/**
 * What a browser gives this page's origin for keeping: a folder, locks, a channel. The better ways
 * are for pages that came over https or from this machine itself; IndexedDB serves the others.
 */
import type { KeepingStorage } from '../../keeping/storage.ts';
import { openDatabaseFolder } from './database-folder.ts';
import { databaseLocks } from './database-locks.ts';
import { openPrivateFolder } from './private-folder.ts';
import { webLocks } from './web-locks.ts';

const channelName = 'unrolled kept runs';

export const originStorage: KeepingStorage = {
  openFolder: 'storage' in navigator ? openPrivateFolder : openDatabaseFolder,
  locks: 'locks' in navigator ? webLocks : databaseLocks,

  openChannel(onChange) {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = onChange;
    return () => channel.postMessage(null);
  },

  quota: async () =>
    'storage' in navigator ? ((await navigator.storage.estimate()).quota ?? null) : null,
  date: () => Date.now(),
};
