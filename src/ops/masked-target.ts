/** A target that counts for nothing: neither loss nor gradient; MASKED in the kernels of losses. */
export const maskedTarget = 0xffffffff;
