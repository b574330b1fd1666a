/** A target that counts for nothing: neither loss nor gradient. The kernels of losses get it as MASKED. */
export const maskedTarget = 0xffffffff;
