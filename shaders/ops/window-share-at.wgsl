// Where states [WINDOW − 1, T + 1, B, W] have the share in a time step; see window-kept.wgsl.
fn share_at(time: u32, row: u32, sequence: u32, column4: u32) -> u32 {
  let rows = time * (uniforms.time_steps + 1u) + row;
  return uniforms.states_offset + (rows * uniforms.batch_size + sequence) * uniforms.columns4 + column4;
}
