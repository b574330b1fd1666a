/** Our own engine, as one more peer. */
import type { PeerFactory } from './peer.ts';

export const createOurs: PeerFactory = () =>
  Promise.reject(new Error('The engine is not joined to the bench yet.'));
