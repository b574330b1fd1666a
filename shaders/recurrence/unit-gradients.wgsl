// Gradients of the weights that belong to single units: biases, and the cell's vectors.
//   d bias[gate] = Σ d gates⟨t⟩[gate]          d vector = Σ cell_vector_gradients(d gates⟨t⟩, states)
// sums over all time steps and sequences of one direction.
// gates  [D, T, B, H/4, GATES, 4]   gradients of the preactivations
// states [D, STATES, T + 1, B, H]    see time.wgsl
// One item per four units.
struct Uniforms {
  time_steps: u32,
  batch_size: u32,
  hidden4: u32,
  state_stride: u32,
  states_offset: u32,
  // whose gradients these are
  direction: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> gates: array<vec4f>;
@group(1) @binding(1) var<storage, read> states: array<vec4f>;
// [H/4, INPUT_GATES, 4]
@group(1) @binding(2) var<storage, read_write> grad_bias: array<vec4f>;
// [D, H/4, VECTORS, 4]
@group(1) @binding(3) var<storage, read_write> grad_vectors: array<vec4f>;

var<private> sizes: Uniforms;
var<private> moment: Moment;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn sum_units(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  sizes = uniforms;
  walk_direction = uniforms.direction;
  let item = item_index(workgroup.x, local);
  let unit4 = min(item, sizes.hidden4 - 1u);
  var biases: array<vec4f, INPUT_GATES>;
  var vectors: array<vec4f, VECTORS>;
  for (var row = local.y; row < sizes.time_steps * sizes.batch_size; row += LANES) {
    var unit = load(row / sizes.batch_size, row % sizes.batch_size, unit4);
    for (var gate = 0u; gate < INPUT_GATES; gate++) { // unroll
      biases[gate] += unit.gates[gate];
    }
    cell_vector_gradients(&unit);
    for (var vector = 0u; vector < VECTORS; vector++) { // unroll
      vectors[vector] += unit.vectors[vector];
    }
  }
  let writes = item < sizes.hidden4 && local.y == 0u;
  for (var gate = 0u; gate < INPUT_GATES; gate++) { // unroll
    let total = reduce_sum4(biases[gate], local);
    if (writes) {
      grad_bias[unit4 * INPUT_GATES + gate] = total;
    }
  }
  for (var vector = 0u; vector < VECTORS; vector++) { // unroll
    let total = reduce_sum4(vectors[vector], local);
    if (writes) {
      grad_vectors[(direction() * sizes.hidden4 + unit4) * VECTORS + vector] = total;
    }
  }
}

fn load(walked: u32, sequence: u32, unit4: u32) -> Unit {
  moment = time_at(walked);
  let at = gate_at(moment.time, sequence, unit4);
  let before = state_at(0u, moment.before, sequence, unit4);
  let now = state_at(0u, moment.now, sequence, unit4);
  var unit: Unit;
  for (var gate = 0u; gate < GATES; gate++) { // unroll
    unit.gates[gate] = gates[at + gate];
  }
  for (var state = 0u; state < STATES; state++) { // unroll
    unit.before[state] = states[before + state * sizes.state_stride];
    unit.after[state] = states[now + state * sizes.state_stride];
  }
  return unit;
}
