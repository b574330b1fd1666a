/**
 * The token of a time step at which nothing is read: x⟨t⟩ = 0⃗, the one-hot row or the embedding in
 * which all is zero. It stands where a sequence begins with its first output, and behind the end of
 * one that is shorter than its batch. In `gather-rows.wgsl`, every token beyond the table is one.
 */
export const noToken = 0xffffffff;
