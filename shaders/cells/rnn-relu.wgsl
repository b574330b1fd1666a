// Plain recurrent unit with ReLU, one time step of four units.
//   a = max(0, ẑ)
// gate 0: a itself; state 0 a; no direct gradient.
const GATES = 1u;
const STATES = 1u;

fn cell_forward(unit: ptr<function, Unit>) {
  let hidden = max((*unit).gates[0], vec4f(0.0));
  (*unit).gates[0] = hidden;
  (*unit).after[0] = hidden;
}

// dẑ = (received + d hidden) where a > 0
fn cell_backward(unit: ptr<function, Unit>) {
  let grad_a = (*unit).received + (*unit).grad_hidden;
  (*unit).gates[0] = select(vec4f(0.0), grad_a, (*unit).gates[0] > vec4f(0.0));
  (*unit).direct = vec4f(0.0);
}
