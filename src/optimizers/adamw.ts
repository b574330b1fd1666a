/** Adam whose weights also decay, apart from their gradients (Loshchilov, Hutter 2019), as PyTorch. */
import { adam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';

export const adamw: Optimizer = {
  ...adam,
  id: 'adamw',
  name: 'AdamW',
  help: 'Adam with weight decay: every step also shrinks all weights a little.',
  heeds: ['weightDecay'],
};
