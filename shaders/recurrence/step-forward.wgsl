// One time step of one layer, forward, for any cell: the recurrent product and all gate mathematics.
//   received = operand⟨t⟩ · W_h        gates⟨t⟩, state⟨t⟩ = cell(gates⟨t⟩ + received, state⟨t−1⟩)
// gates      [T, B, H/4, GATES, 4]     in as preactivations W_x x + b, out as activations
// weight_hh  [H, H/4, GATES, 4]
// states     [SLOTS, T + 1, B, H]      row t + 1 of a slot belongs to time t; row 0 is the start
// A cell with two phases runs this twice per time step; a phase computes PHASE_GATES gates from
// FIRST_GATE on and writes PHASE_SLOTS slots from FIRST_SLOT on. One item: a sequence × four units.
struct Params {
  time_step: u32,
  batch_size: u32,
  hidden4: u32,
  // vec4 from one slot, and from one time step of it, to the next
  slot_stride: u32,
  states_offset: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(1) @binding(0) var<storage, read> weight_hh: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> gates: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> states: array<vec4f>;

// A copy of `params`: software adapters read uniform buffers slowly.
var<private> sizes: Params;

fn prepare() { sizes = params; }

fn state_at(slot: u32, time: u32, sequence: u32, unit4: u32) -> u32 {
  return sizes.states_offset + slot * sizes.slot_stride +
    (time * sizes.batch_size + sequence) * sizes.hidden4 + unit4;
}

fn gate_at(sequence: u32, unit4: u32) -> u32 {
  return ((sizes.time_step * sizes.batch_size + sequence) * sizes.hidden4 + unit4) * GATES;
}

fn left_start(row: u32) -> u32 {
  let sequence = min(row, sizes.batch_size - 1u);
  return state_at(OPERAND_SLOT, sizes.time_step + OPERAND_TIME, sequence, 0u);
}

fn left_offset(k4: u32, lane: u32) -> u32 { return k4; }

fn left_value(at: u32, item: u32, lane: u32) -> f32 { return states[at][lane]; }

fn left4(start: u32, k4: u32, item: u32) -> vec4f { return states[start + k4]; }

fn right_start(group: u32, member: u32) -> u32 {
  return min(group, sizes.hidden4 - 1u) * GATES + FIRST_GATE + member;
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let weight_stride = sizes.hidden4 * GATES;
  let at = start + k4 * 4u * weight_stride;
  return mat4x4f(
    weight_hh[at],
    weight_hh[at + weight_stride],
    weight_hh[at + 2u * weight_stride],
    weight_hh[at + 3u * weight_stride],
  );
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn forward(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let place = product(workgroup, local, params.hidden4);
  for (var item = 0u; item < ITEMS; item++) {
    let sequence = item_row(place, item);
    if (sequence < sizes.batch_size && place.group < sizes.hidden4) {
      finish(item, sequence, place.group);
    }
  }
}

fn finish(item: u32, sequence: u32, unit4: u32) {
  let at = gate_at(sequence, unit4);
  var unit: Unit;
  for (var gate = 0u; gate < GATES; gate++) { // unroll
    unit.gates[gate] = gates[at + gate];
  }
  for (var member = 0u; member < GROUP; member++) { // unroll
    unit.gates[FIRST_GATE + member] += sums[item * GROUP + member];
  }
  for (var slot = 0u; slot < SLOTS; slot++) { // unroll
    unit.before[slot] = states[state_at(slot, sizes.time_step, sequence, unit4)];
  }
  cell_forward(&unit);
  for (var member = 0u; member < GROUP; member++) { // unroll
    gates[at + FIRST_GATE + member] = unit.gates[FIRST_GATE + member];
  }
  for (var slot = 0u; slot < PHASE_SLOTS; slot++) { // unroll
    states[state_at(FIRST_SLOT + slot, sizes.time_step + 1u, sequence, unit4)] =
      unit.after[FIRST_SLOT + slot];
  }
}
