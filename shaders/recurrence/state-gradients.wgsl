// Every sequence is as long as the batch has time steps, and what reached the states is kept:
//   state_gradients [D, 2, T, B, H]   0: d a⟨t⟩, from later products and from above
//                                     1: d c⟨t⟩, all that reached the memory
// A step that kept all of its memory would hand on d c⟨t⟩ as it is: so the direct gradient of such a step is
// that gradient, for every cell that has a memory. For others it is 0.
// Bit g of OPEN_GATES or SHUT_GATES is set where gate g of such a step is held at 1 or at 0.
@group(1) @binding(5) var<storage, read_write> state_gradients: array<vec4f>;

fn is_real(sequence: u32, time: u32) -> bool { return true; }

// Where ENDS is 1, what reaches the state after the last step lies in the second half of `direct`, which
// the first phase of that step takes.
fn end_of(handed: u32) -> u32 { return handed + ENDS * DIRECTIONS * sizes.batch_size * sizes.hidden4; }

fn held(handed: u32) -> vec4f {
  return select(vec4f(0.0), direct[end_of(handed)], ENDS == 1u && PHASE == 0u);
}

// Called before this step's gradients take the place of its activations.
fn hold(handed: u32, sequence: u32, gradient: vec4f) {
  if (PHASE != 0u) {
    return;
  }
  let unit4 = handed % sizes.hidden4;
  let at = gate_at(moment.time, sequence, unit4);
  let before = state_at(0u, moment.before, sequence, unit4);
  let now = state_at(0u, moment.now, sequence, unit4);
  var unit: Unit;
  for (var gate = 0u; gate < GATES; gate++) { // unroll
    let open = ((OPEN_GATES >> gate) & 1u) == 1u;
    let shut = ((SHUT_GATES >> gate) & 1u) == 1u;
    unit.gates[gate] = select(select(gates[at + gate], vec4f(0.0), shut), vec4f(1.0), open);
  }
  for (var state = 0u; state < STATES; state++) { // unroll
    unit.before[state] = states[before + state * sizes.state_stride];
    unit.after[state] = states[now + state * sizes.state_stride];
  }
  load_vectors(&unit, unit4);
  unit.received = gradient;
  unit.grad_hidden = vec4f(0.0);
  unit.direct = select(direct[handed], vec4f(0.0), sizes.starts == 1u);
  cell_backward(&unit);
  let row = (direction() * 2u * sizes.time_steps + moment.time) * sizes.batch_size + sequence;
  let plane = sizes.time_steps * sizes.batch_size * sizes.hidden4;
  if (ENDS == 1u) {
    direct[end_of(handed)] = vec4f(0.0);
  }
  state_gradients[row * sizes.hidden4 + unit4] = gradient;
  state_gradients[row * sizes.hidden4 + unit4 + plane] = unit.direct;
}
