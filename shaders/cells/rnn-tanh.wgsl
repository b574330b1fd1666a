// Plain recurrent unit, one time step of four units.
//   a = tanh(ẑ)
// gate 0: a itself; state 0 a; no direct gradient.
const GATES = 1u;
const STATES = 1u;

fn cell_forward(unit: ptr<function, Unit>) {
  let hidden = tanh_safe((*unit).gates[0]);
  (*unit).gates[0] = hidden;
  (*unit).after[0] = hidden;
}

// dẑ = (received + d hidden)*(1 − a²)
fn cell_backward(unit: ptr<function, Unit>) {
  let hidden = (*unit).gates[0];
  let grad_a = (*unit).received + (*unit).grad_hidden;
  (*unit).gates[0] = grad_a * (1.0 - hidden * hidden);
  (*unit).direct = vec4f(0.0);
}
