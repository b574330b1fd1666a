// lengths [B]: real time steps of each sequence; what lies behind them is padding.
@group(1) @binding(2) var<storage, read> lengths: array<u32>;

fn length_of(sequence: u32, time_steps: u32) -> u32 {
  return clamp(lengths[step.slot * step.slot_words + sequence], 1u, time_steps);
}
