/** Which stack of a net that reads a source first: the one that reads it, or the one that answers. */
export type StackPart = 'encoder' | 'decoder';
