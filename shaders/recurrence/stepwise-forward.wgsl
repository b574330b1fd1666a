// One time step of one layer, forward, for any cell: the recurrent product and all gate mathematics.
//   received = operand⟨t⟩ · W_h        gates⟨t⟩, state⟨t⟩ = cell(gates⟨t⟩ + received, state⟨t−1⟩)
// gates      [D, T, B, H/4, GATES, 4]       in as preactivations W_x x + b, out as activations
// weight_hh  [D, H, H/4, RECURRENT, 4]
// states     [D, STATES, T + 1, B, H]        see time.wgsl
// D directions walk side by side, one per grid z. A cell with two phases runs this twice per time
// step; a phase completes PHASE_GATES gates from FIRST_GATE on, writes WRITTEN_GATES gates from
// WRITTEN_FIRST on and PHASE_STATES states from FIRST_STATE on. One item: a sequence × four units, of
// which a group of columns holds UNITS.
struct Uniforms {
  // steps walked before this one
  walked: u32,
  time_steps: u32,
  batch_size: u32,
  hidden4: u32,
  // vec4 from one state to the next
  state_stride: u32,
  states_offset: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> weight_hh: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> gates: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> states: array<vec4f>;

// A copy of `uniforms`: software adapters read uniform buffers slowly.
var<private> sizes: Uniforms;
var<private> moment: Moment;

fn prepare() {
  sizes = uniforms;
  moment = time_at(sizes.walked);
}

fn left_start(row: u32) -> u32 {
  let sequence = min(row, sizes.batch_size - 1u);
  let operand_row = select(moment.before, moment.now, OPERAND_TIME == 1u);
  return state_at(OPERAND_STATE, operand_row, sequence, 0u);
}

fn left_offset(k4: u32, lane: u32) -> u32 { return k4; }

fn left_value(at: u32, item: u32, lane: u32) -> f32 { return states[at][lane]; }

fn left4(start: u32, k4: u32, item: u32) -> vec4f { return states[start + k4]; }

fn right_start(group: u32, member: u32) -> u32 {
  return direction() * sizes.hidden4 * 4u * sizes.hidden4 * RECURRENT +
    min(group, sizes.hidden4 - 1u) * RECURRENT + FIRST_GATE - RECURRENT_FIRST + member;
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let weight_stride = sizes.hidden4 * RECURRENT;
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
  walk_direction = workgroup.z;
  let place = product(workgroup, local, uniforms.hidden4);
  for (var item = 0u; item < ITEMS; item++) {
    let sequence = item_row(place, item);
    for (var unit = 0u; unit < UNITS; unit++) { // unroll
      let unit4 = place.group * UNITS + unit;
      if (sequence < sizes.batch_size && unit4 < sizes.hidden4) {
        finish(item * GROUP + unit * PHASE_GATES, sequence, unit4);
      }
    }
  }
}

fn finish(first_sum: u32, sequence: u32, unit4: u32) {
  let at = gate_at(moment.time, sequence, unit4);
  let before = state_at(0u, moment.before, sequence, unit4);
  let after = state_at(0u, moment.now, sequence, unit4);
  var unit: Unit;
  for (var gate = 0u; gate < FILLED_GATES; gate++) { // unroll
    unit.gates[gate] = gates[at + gate];
  }
  for (var member = 0u; member < PHASE_GATES; member++) { // unroll
    unit.gates[FIRST_GATE + member] += sums[first_sum + member];
  }
  for (var state = 0u; state < STATES; state++) { // unroll
    unit.before[state] = states[before + state * sizes.state_stride];
  }
  load_vectors(&unit, unit4);
  load_pins(unit4);
  if (is_real(sequence, moment.time)) {
    cell_forward(&unit);
  } else {
    unit.after = unit.before;
  }
  for (var gate = 0u; gate < WRITTEN_GATES; gate++) { // unroll
    gates[at + WRITTEN_FIRST + gate] = unit.gates[WRITTEN_FIRST + gate];
  }
  for (var state = 0u; state < PHASE_STATES; state++) { // unroll
    states[after + (FIRST_STATE + state) * sizes.state_stride] = unit.after[FIRST_STATE + state];
  }
  if (FIRST_STATE == 0u) {
    put_out(output_at(sequence, unit4), unit.after[0]);
  }
}
