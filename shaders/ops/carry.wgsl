// What outlives a step, after it:
//   states[state][0] = states[state][T], or 0 where the stream starts anew
//   ring[number mod entries] = (loss, gradient norm, 1 when the update was skipped, 0)
// states [STATES of all layers, T + 1, B, H/4]; losses [rows]; partials: sums of squares.
// Invocations copy; the first workgroup also reduces the losses.
struct Uniforms {
  state_count: u32,
  batch_size: u32,
  hidden4: u32,
  time_steps: u32,
  rows: u32,
  partials: u32,
  entries: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> losses: array<f32>;
@group(1) @binding(1) var<storage, read> partials: array<f32>;
@group(1) @binding(2) var<storage, read> resets: array<u32>;
@group(1) @binding(3) var<storage, read_write> states: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> ring: array<vec4f>;

fn is_finite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn carry(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let vectors = uniforms.batch_size * uniforms.hidden4;
  let invocations = workgroups.x * WORKGROUP_X * WORKGROUP_Y;
  let first = workgroup.x * WORKGROUP_X * WORKGROUP_Y + local.y * WORKGROUP_X + local.x;
  let state_stride = (uniforms.time_steps + 1u) * vectors;
  for (var at = first; at < uniforms.state_count * vectors; at += invocations) {
    let to = at / vectors * state_stride + at % vectors;
    let sequence = at % vectors / uniforms.hidden4;
    let reset = resets[step.slot * step.slot_words + sequence];
    states[to] = select(states[to + uniforms.time_steps * vectors], vec4f(0.0), reset != 0u);
  }
  if (workgroup.x == 0u) {
    record(local);
  }
}

fn record(local: vec3u) {
  var loss = 0.0;
  if (local.x == 0u) {
    for (var row = local.y; row < uniforms.rows; row += LANES) {
      loss += losses[row];
    }
  }
  let total = reduce_sum(loss, local);
  var squares = 0.0;
  for (var index = local.y; index < uniforms.partials; index += LANES) {
    squares += partials[index];
  }
  let norm = sqrt(reduce_sum(squares, local));
  if (local.x == 0u && local.y == 0u) {
    let skipped = f32(!is_finite(norm) || !is_finite(total));
    ring[step.number % uniforms.entries] = vec4f(total * step.inverse_count, norm, skipped, 0.0);
  }
}
