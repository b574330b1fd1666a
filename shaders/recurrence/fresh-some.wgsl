// fresh [B]: 1 where a sequence begins with this step; the others go on from where they were.
@group(1) @binding(6) var<storage, read> fresh: array<u32>;

fn is_fresh(sequence: u32) -> bool { return fresh[step.slot * step.slot_words + sequence] != 0u; }
