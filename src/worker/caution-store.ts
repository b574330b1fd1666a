/** Remembers per adapter how careful to be with it, from one page to the next, in IndexedDB. */
import type { CautionStore } from '../backend/device-owner.ts';
import { openDatabase } from './storage/database.ts';

/** Opened anew each time: it is needed once per page, and once per loss. */
const open = () => openDatabase('unrolled', 'cautions');

export const cautionStore: CautionStore = {
  async read(adapter) {
    const cautions = await open();
    try {
      const found = await cautions.get(adapter);
      return typeof found === 'number' && Number.isInteger(found) && found > 0 ? found : 0;
    } finally {
      cautions.close();
    }
  },

  async write(adapter, caution) {
    const cautions = await open();
    try {
      await cautions.put(adapter, caution);
    } finally {
      cautions.close();
    }
  },
};
