// y[row] = 1 where time < lengths[row], else 0. One invocation per vec4 column, down the rows.
struct Uniforms {
  rows: u32,
  columns4: u32,
  time: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> lengths: array<u32>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn mask(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  if (global.x >= uniforms.columns4) {
    return;
  }
  for (var row = global.y; row < uniforms.rows; row += workgroups.y * WORKGROUP_Y) {
    let is_real = uniforms.time < lengths[step.slot * step.slot_words + row];
    y[row * uniforms.columns4 + global.x] = vec4f(f32(is_real));
  }
}
