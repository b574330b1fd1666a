/**
 * How products are computed.
 * - `registers`: every invocation owns a block of outputs; no workgroup memory, no barriers.
 * - `quads`: the same, and the four lanes of a quad share what they load.
 * - `tiles`: blocks of both operands go through workgroup memory, K split inside the workgroup.
 * - `cpu`: operands packed for the caches of a CPU; workgroups of one invocation.
 */
export type ProductForm = (typeof productForms)[number];

export const productForms = ['registers', 'quads', 'tiles', 'cpu'] as const;
