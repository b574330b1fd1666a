// LSTM, one time step of four units.
//   c̃ = tanh(ẑc)   Γu, Γf, Γo = σ(ẑu, ẑf, ẑo)   c = Γu*c̃ + Γf*c⟨t−1⟩   a = Γo*tanh(c)
// gates 0 Γu, 1 Γf, 2 c̃, 3 Γo; states 0 a, 1 c; direct: dc from the later time step.
const GATES = 4u;
const STATES = 2u;

fn cell_forward(unit: ptr<function, Unit>) {
  let update = gate(0u, (*unit).gates[0]);
  let forget = gate(1u, (*unit).gates[1]);
  let candidate = tanh_safe((*unit).gates[2]);
  let output = gate(3u, (*unit).gates[3]);
  let cell = update * candidate + forget * (*unit).before[1];
  (*unit).gates[0] = update;
  (*unit).gates[1] = forget;
  (*unit).gates[2] = candidate;
  (*unit).gates[3] = output;
  (*unit).after[0] = output * tanh_safe(cell);
  (*unit).after[1] = cell;
}

// da = received + d hidden
// dc = direct + da*Γo*(1 − tanh²c)
// dẑu = dc*c̃*Γu(1−Γu)  dẑf = dc*c⟨t−1⟩*Γf(1−Γf)  dẑc = dc*Γu*(1−c̃²)  dẑo = da*tanh(c)*Γo(1−Γo)
// direct = dc*Γf
fn cell_backward(unit: ptr<function, Unit>) {
  let update = (*unit).gates[0];
  let forget = (*unit).gates[1];
  let candidate = (*unit).gates[2];
  let output = (*unit).gates[3];
  let squashed = tanh_safe((*unit).after[1]);
  let grad_a = (*unit).received + (*unit).grad_hidden;
  let grad_c = (*unit).direct + grad_a * output * (1.0 - squashed * squashed);
  (*unit).gates[0] = grad_c * candidate * update * (1.0 - update);
  (*unit).gates[1] = grad_c * (*unit).before[1] * forget * (1.0 - forget);
  (*unit).gates[2] = grad_c * update * (1.0 - candidate * candidate);
  (*unit).gates[3] = grad_a * squashed * output * (1.0 - output);
  (*unit).direct = grad_c * forget;
}
