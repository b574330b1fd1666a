// The course's simplified GRU, one time step of four units.
//   Γu = σ(ẑu)   c̃ = tanh(ẑc)   a = c = Γu*c̃ + (1−Γu)*c⟨t−1⟩
// gates 0 Γu, 1 c̃; state 0 c; direct: the part of dc⟨t−1⟩ that needs no product.
const GATES = 2u;
const STATES = 1u;

fn cell_forward(unit: ptr<function, Unit>) {
  let update = gate(0u, (*unit).gates[0]);
  let candidate = tanh_safe((*unit).gates[1]);
  (*unit).gates[0] = update;
  (*unit).gates[1] = candidate;
  (*unit).after[0] = update * candidate + (1.0 - update) * (*unit).before[0];
}

// dc = direct + received + d hidden
// dẑu = dc*(c̃ − c⟨t−1⟩)*Γu(1−Γu)   dẑc = dc*Γu*(1−c̃²)   direct = dc*(1−Γu)
fn cell_backward(unit: ptr<function, Unit>) {
  let update = (*unit).gates[0];
  let candidate = (*unit).gates[1];
  let grad_c = (*unit).direct + (*unit).received + (*unit).grad_hidden;
  (*unit).gates[0] = grad_c * (candidate - (*unit).before[0]) * update * (1.0 - update);
  (*unit).gates[1] = grad_c * update * (1.0 - candidate * candidate);
  (*unit).direct = grad_c * (1.0 - update);
}
