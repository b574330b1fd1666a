// One time step of one layer, backward, for any cell: the recurrent product of the gate gradients
// that are known so far, and the gate derivatives as its epilogue.
//   received⟨t⟩ = d gates · W_hᵀ        d gates⟨t⟩ = cell'(d hidden⟨t⟩, received⟨t⟩, carry)
// gates        [T, B, H/4, GATES, 4]   in as activations, out as gradients of the preactivations
// weight_hh    [H, H/4, GATES, 4]
// states       [SLOTS, T + 1, B, H]    as forward left them
// grad_hidden  [T, B, H]               what the layer above or the head sends down
// carry        [B, H]                  what the cell hands to the earlier time step beside gates
// A phase receives RECEIVED_GATES gate gradients from RECEIVED_FIRST on, of time step t + 1 or t.
struct Params {
  time_step: u32,
  // time step of the gate gradients that are received
  source_step: u32,
  // 0 at the last time step: nothing comes from later
  receives: u32,
  // 1 in the first phase of the last time step: there is no carry yet
  starts: u32,
  batch_size: u32,
  hidden4: u32,
  slot_stride: u32,
  states_offset: u32,
  grad_offset: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(1) @binding(0) var<storage, read> weight_hh: array<vec4f>;
@group(1) @binding(1) var<storage, read> states: array<vec4f>;
@group(1) @binding(2) var<storage, read> grad_hidden: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> gates: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> carry: array<vec4f>;

// A copy of `params`: software adapters read uniform buffers slowly.
var<private> sizes: Params;

fn prepare() { sizes = params; }

fn gate_at(time: u32, sequence: u32, unit4: u32) -> u32 {
  return ((time * sizes.batch_size + sequence) * sizes.hidden4 + unit4) * GATES;
}

fn left_start(row: u32) -> u32 {
  return gate_at(sizes.source_step, min(row, sizes.batch_size - 1u), 0u);
}

// The k4-th vec4 of the received gates of a row: gates of four units lie side by side.
fn left_offset(k4: u32, lane: u32) -> u32 {
  return received_at(k4);
}

fn left_value(at: u32, item: u32, lane: u32) -> f32 { return gates[at][lane]; }

fn left4(start: u32, k4: u32, item: u32) -> vec4f { return gates[start + received_at(k4)]; }

fn right_start(group: u32, member: u32) -> u32 {
  return min(group * GROUP + member, sizes.hidden4 - 1u) * 4u * sizes.hidden4 * GATES;
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let weight_stride = sizes.hidden4 * GATES;
  let at = start + received_at(k4);
  return transpose(mat4x4f(
    weight_hh[at],
    weight_hh[at + weight_stride],
    weight_hh[at + 2u * weight_stride],
    weight_hh[at + 3u * weight_stride],
  ));
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn backward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let place = product(workgroup, local, params.hidden4 * RECEIVED_GATES * params.receives);
  for (var item = 0u; item < ITEMS; item++) {
    let sequence = item_row(place, item);
    if (sequence < sizes.batch_size) {
      for (var member = 0u; member < GROUP; member++) {
        finish(sums[item * GROUP + member], sequence, place.group * GROUP + member);
      }
    }
  }
}

fn finish(received: vec4f, sequence: u32, unit4: u32) {
  if (unit4 >= sizes.hidden4) {
    return;
  }
  let at = gate_at(sizes.time_step, sequence, unit4);
  let row = sequence * sizes.hidden4 + unit4;
  let time = sizes.time_step * sizes.batch_size * sizes.hidden4;
  var unit: Unit;
  for (var gate = 0u; gate < GATES; gate++) { // unroll
    unit.gates[gate] = gates[at + gate];
  }
  for (var slot = 0u; slot < SLOTS; slot++) { // unroll
    let before = sizes.states_offset + slot * sizes.slot_stride + time + row;
    unit.before[slot] = states[before];
    unit.after[slot] = states[before + sizes.batch_size * sizes.hidden4];
  }
  unit.received = received;
  unit.grad_hidden = grad_hidden[sizes.grad_offset + time + row];
  unit.carry = select(carry[row], vec4f(0.0), sizes.starts == 1u);
  cell_backward(&unit);
  for (var gate = 0u; gate < WRITTEN_GATES; gate++) { // unroll
    gates[at + WRITTEN_FIRST + gate] = unit.gates[WRITTEN_FIRST + gate];
  }
  carry[row] = unit.carry;
}
