// y[t, b] = Σ_j x⟨j⟩[t − j, b]: each time step gets a share of those before it, j steps away at most
// WINDOW − 1; with AHEAD of those behind it, x⟨j⟩[t + j, b]. Outside of a sequence there is nothing.
// Where a stream goes on, what came before has a share, too: see window-kept.wgsl.
// x [T, B, WINDOW · W], x⟨j⟩ its columns from j · W on; y [T, B, W].
// One invocation per vec4 column, down the rows of y.
struct Uniforms {
  time_steps: u32,
  batch_size: u32,
  // of y
  columns4: u32,
  states_offset: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gather(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let columns4 = uniforms.columns4;
  if (global.x >= columns4) {
    return;
  }
  let rows = uniforms.time_steps * uniforms.batch_size;
  for (var row = global.y; row < rows; row += workgroups.y * WORKGROUP_Y) {
    let b = row % uniforms.batch_size;
    let time = row / uniforms.batch_size;
    let length = length_of(b, uniforms.time_steps);
    var sum = share_before(time, b, global.x);
    for (var j = 0u; j < WINDOW; j++) {
      // before the first time step this is more than any length
      let read = select(time - j, time + j, AHEAD == 1u);
      if (read < length) {
        let at = (read * uniforms.batch_size + b) * WINDOW + j;
        sum += x[at * columns4 + global.x];
      }
    }
    y[row * columns4 + global.x] = sum;
  }
}
