// lengths [B]: what lies behind the end of a sequence is padding; there the state stays as it is.
@group(1) @binding(7) var<storage, read> lengths: array<u32>;

fn is_real(sequence: u32, time: u32) -> bool {
  return time < lengths[step.slot * step.slot_words + sequence];
}
