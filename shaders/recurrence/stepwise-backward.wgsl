// One time step of one layer, backward, for any cell: the recurrent product of the gate gradients
// that are known so far, and the gate derivatives as its epilogue.
//   received⟨t⟩ = d gates · W_hᵀ        d gates⟨t⟩ = cell'(d hidden⟨t⟩, received⟨t⟩, direct)
// gates        [D, T, B, H/4, GATES, 4]   in as activations, out as gradients of preactivations
// weight_hh    [D, H, H/4, RECURRENT, 4]
// states       [D, STATES, T + 1, B, H]    as forward left them, see time.wgsl
// grad_hidden  [T, B, D, H]               what the layer above or the head sends down
// direct       [2, D, B, H]               what a step hands to the one walked before it beside gates:
//                                         the cell's own, and d hidden where a sequence has ended
// A phase receives RECEIVED_GATES gate gradients from RECEIVED_FIRST on, of the step walked after
// this one or of this one.
struct Uniforms {
  // steps walked before this one, and before the one whose gate gradients are received
  walked: u32,
  source_walked: u32,
  // 0 at the end of the walk: nothing comes from later
  receives: u32,
  // 1 in the first phase at the end of the walk: there is no direct gradient yet
  starts: u32,
  time_steps: u32,
  batch_size: u32,
  hidden4: u32,
  state_stride: u32,
  states_offset: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> weight_hh: array<vec4f>;
@group(1) @binding(1) var<storage, read> states: array<vec4f>;
@group(1) @binding(2) var<storage, read> grad_hidden: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> gates: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> direct: array<vec4f>;

// A copy of `uniforms`: software adapters read uniform buffers slowly.
var<private> sizes: Uniforms;
var<private> moment: Moment;
var<private> source_time: u32;

fn prepare() {
  sizes = uniforms;
  moment = time_at(sizes.walked);
  source_time = time_at(sizes.source_walked).time;
}

fn left_start(row: u32) -> u32 {
  return gate_at(source_time, min(row, sizes.batch_size - 1u), 0u);
}

// The k4-th vec4 of the received gates of a row: gates of four units lie side by side.
fn left_offset(k4: u32, lane: u32) -> u32 { return received_gate(k4); }

fn left_value(at: u32, item: u32, lane: u32) -> f32 { return gates[at][lane]; }

fn left4(start: u32, k4: u32, item: u32) -> vec4f { return gates[start + received_gate(k4)]; }

fn right_start(group: u32, member: u32) -> u32 {
  let unit4 = min(group * GROUP + member, sizes.hidden4 - 1u);
  return (direction() * sizes.hidden4 + unit4) * 4u * sizes.hidden4 * RECURRENT;
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let weight_stride = sizes.hidden4 * RECURRENT;
  let at = start + received_weight(k4);
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
  walk_direction = workgroup.z;
  let place = product(workgroup, local, uniforms.hidden4 * RECEIVED_GATES * uniforms.receives);
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
  let at = gate_at(moment.time, sequence, unit4);
  let before = state_at(0u, moment.before, sequence, unit4);
  let now = state_at(0u, moment.now, sequence, unit4);
  let handed = (direction() * sizes.batch_size + sequence) * sizes.hidden4 + unit4;
  let output = output_at(sequence, unit4);
  var unit: Unit;
  for (var gate = 0u; gate < GATES; gate++) { // unroll
    unit.gates[gate] = gates[at + gate];
  }
  for (var state = 0u; state < STATES; state++) { // unroll
    unit.before[state] = states[before + state * sizes.state_stride];
    unit.after[state] = states[now + state * sizes.state_stride];
  }
  load_vectors(&unit, unit4);
  unit.received = received;
  unit.grad_hidden = grad_hidden[output] * dropout_factor(output) + held(handed);
  unit.direct = select(direct[handed], vec4f(0.0), sizes.starts == 1u);
  if (is_real(sequence, moment.time)) {
    cell_backward(&unit);
  } else {
    unit.gates = array<vec4f, GATES>();
  }
  hold(handed, sequence, unit.received + unit.grad_hidden);
  for (var gate = 0u; gate < WRITTEN_GATES; gate++) { // unroll
    gates[at + WRITTEN_FIRST + gate] = unit.gates[WRITTEN_FIRST + gate];
  }
  direct[handed] = unit.direct;
}
