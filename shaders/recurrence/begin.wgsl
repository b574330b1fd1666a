// The states of all layers before the first step of a walk, where a sequence begins:
//   states[walk][state][start] = learned[walk][state]
// learned [L · D, LEARNED, H]              the first states of a cell, those it hands on in time
// states  [L · D, STATES, T + 1, B, H]      see time.wgsl
// One invocation per vec4 column, down the rows: each state of each sequence.
struct Uniforms {
  walks: u32,
  time_steps: u32,
  batch_size: u32,
  hidden4: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> learned: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> states: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn begin(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  if (global.x >= uniforms.hidden4) {
    return;
  }
  let rows = uniforms.walks * LEARNED * uniforms.batch_size;
  for (var row = global.y; row < rows; row += workgroups.y * WORKGROUP_Y) {
    let sequence = row % uniforms.batch_size;
    let vector = row / uniforms.batch_size;
    if (is_fresh(sequence)) {
      states[start_of(vector, sequence) + global.x] = learned[vector * uniforms.hidden4 + global.x];
    }
  }
}

fn start_of(vector: u32, sequence: u32) -> u32 {
  let walk = vector / LEARNED;
  let state = walk * STATES + vector % LEARNED;
  let start = select(0u, uniforms.time_steps, walk % DIRECTIONS == 1u);
  let row = (state * (uniforms.time_steps + 1u) + start) * uniforms.batch_size + sequence;
  return row * uniforms.hidden4;
}
