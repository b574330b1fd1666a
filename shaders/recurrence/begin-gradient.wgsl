// Gradients of the states that sequences begin with, of one layer, from what its walk back left:
// one more step back, summed over the sequences that began with this step. The sum goes first, so
// that the product is that of a vector.
//   d hidden = (Σ d gates⟨first⟩) · W_hᵀ + Σ held      d memory = Σ direct
// A cell with one state has its direct gradient in that one.
// gates        [D, T, B, H/4, GATES, 4]   gradients of the preactivations
// weight_hh    [D, H, H/4, RECURRENT, 4]
// direct       [2, D, B, H]               as the walk back left it, see stepwise-backward.wgsl; the
//                                         second half only where lengths differ (HELD)
// grad_learned [D, LEARNED, H]
// One item per four units, directions along z.
struct Uniforms {
  time_steps: u32,
  batch_size: u32,
  hidden4: u32,
  state_stride: u32,
  states_offset: u32,
  learned_offset: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> gates: array<vec4f>;
@group(1) @binding(1) var<storage, read> weight_hh: array<vec4f>;
@group(1) @binding(2) var<storage, read> direct: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> grad_learned: array<vec4f>;

var<private> sizes: Uniforms;
var<private> moment: Moment;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn sum_starts(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  sizes = uniforms;
  walk_direction = workgroup.z;
  moment = time_at(0u);
  let item = item_index(workgroup.x, local);
  let unit4 = min(item, sizes.hidden4 - 1u);
  var hidden = vec4f(0.0);
  for (var k4 = local.y; k4 < sizes.hidden4 * RECEIVED_GATES; k4 += LANES) {
    hidden += sum_gate(received_gate(k4)) * weights(unit4, received_weight(k4));
  }
  var memory = vec4f(0.0);
  for (var sequence = local.y; sequence < sizes.batch_size; sequence += LANES) {
    let at = (direction() * sizes.batch_size + sequence) * sizes.hidden4 + unit4;
    if (is_fresh(sequence)) {
      memory += direct[at];
      if (HELD == 1u) {
        hidden += direct[at + DIRECTIONS * sizes.batch_size * sizes.hidden4];
      }
    }
  }
  let of_hidden = reduce_sum4(hidden, local);
  let of_memory = reduce_sum4(memory, local);
  if (item < sizes.hidden4 && local.y == 0u) {
    let at = uniforms.learned_offset + direction() * LEARNED * sizes.hidden4 + unit4;
    if (LEARNED == 1u) {
      grad_learned[at] = of_hidden + of_memory;
    } else {
      grad_learned[at] = of_hidden;
      grad_learned[at + sizes.hidden4] = of_memory;
    }
  }
}

// Of the step walked first, over the sequences that began with it.
fn sum_gate(gate: u32) -> vec4f {
  var sum = vec4f(0.0);
  for (var sequence = 0u; sequence < sizes.batch_size; sequence++) {
    if (is_fresh(sequence)) {
      sum += gates[gate_at(moment.time, sequence, 0u) + gate];
    }
  }
  return sum;
}

// What leads from four units to a gate of four others: a column per unit.
fn weights(unit4: u32, gate: u32) -> mat4x4f {
  let stride = sizes.hidden4 * RECURRENT;
  let at = (direction() * sizes.hidden4 + unit4) * 4u * stride + gate;
  return mat4x4f(
    weight_hh[at],
    weight_hh[at + stride],
    weight_hh[at + 2u * stride],
    weight_hh[at + 3u * stride],
  );
}
