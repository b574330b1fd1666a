// The share of all that was read in the first time steps of the next batch, of streams that go on:
//   states[i, T, b] = Σ_j x⟨j⟩[T + i − j, b] + states[T + i, 0, b]        for i < WINDOW − 1
// x [T, B, WINDOW · W], see window.wgsl; states [WINDOW − 1, T + 1, B, W].
// One invocation per vec4 column, down the sequences.
struct Uniforms {
  time_steps: u32,
  batch_size: u32,
  columns4: u32,
  states_offset: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> states: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn keep(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let columns4 = uniforms.columns4;
  if (global.x >= columns4) {
    return;
  }
  let steps = uniforms.time_steps;
  for (var b = global.y; b < uniforms.batch_size; b += workgroups.y * WORKGROUP_Y) {
    for (var i = 0u; i + 1u < WINDOW; i++) {
      var sum = vec4f(0.0);
      if (steps + i + 1u < WINDOW) {
        sum = states[share_at(steps + i, 0u, b, global.x)];
      }
      for (var j = i + 1u; j < WINDOW; j++) {
        // before the first time step this is more than there are
        let read = steps + i - j;
        if (read < steps) {
          let at = (read * uniforms.batch_size + b) * WINDOW + j;
          sum += x[at * columns4 + global.x];
        }
      }
      states[share_at(i, steps, b, global.x)] = sum;
    }
  }
}
