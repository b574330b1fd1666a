// LSTM with peepholes, one time step of four units.
//   c̃ = tanh(ẑc)   Γu = σ(ẑu + v_u*c⟨t−1⟩)   Γf = σ(ẑf + v_f*c⟨t−1⟩)   c = Γu*c̃ + Γf*c⟨t−1⟩
//   Γo = σ(ẑo + v_o*c)   a = Γo*tanh(c)
// gates 0 Γu, 1 Γf, 2 c̃, 3 Γo; vectors 0 v_u, 1 v_f, 2 v_o; states 0 a, 1 c;
// direct: dc from the later time step.
const GATES = 4u;
const STATES = 2u;

fn cell_forward(unit: ptr<function, Unit>) {
  let before = (*unit).before[1];
  let update = gate(0u, (*unit).gates[0] + (*unit).vectors[0] * before);
  let forget = gate(1u, (*unit).gates[1] + (*unit).vectors[1] * before);
  let candidate = tanh_safe((*unit).gates[2]);
  let cell = update * candidate + forget * before;
  let output = gate(3u, (*unit).gates[3] + (*unit).vectors[2] * cell);
  (*unit).gates[0] = update;
  (*unit).gates[1] = forget;
  (*unit).gates[2] = candidate;
  (*unit).gates[3] = output;
  (*unit).after[0] = output * tanh_safe(cell);
  (*unit).after[1] = cell;
}

// da = received + d hidden            dẑo = da*tanh(c)*Γo(1−Γo)
// dc = direct + da*Γo*(1 − tanh²c) + dẑo*v_o
// dẑu = dc*c̃*Γu(1−Γu)   dẑf = dc*c⟨t−1⟩*Γf(1−Γf)   dẑc = dc*Γu*(1−c̃²)
// direct = dc*Γf + dẑu*v_u + dẑf*v_f
fn cell_backward(unit: ptr<function, Unit>) {
  let update = (*unit).gates[0];
  let forget = (*unit).gates[1];
  let candidate = (*unit).gates[2];
  let output = (*unit).gates[3];
  let squashed = tanh_safe((*unit).after[1]);
  let grad_a = (*unit).received + (*unit).grad_hidden;
  let grad_output = grad_a * squashed * output * (1.0 - output);
  let grad_c = (*unit).direct + grad_a * output * (1.0 - squashed * squashed) +
    grad_output * (*unit).vectors[2];
  let grad_update = grad_c * candidate * update * (1.0 - update);
  let grad_forget = grad_c * (*unit).before[1] * forget * (1.0 - forget);
  (*unit).gates[0] = grad_update;
  (*unit).gates[1] = grad_forget;
  (*unit).gates[2] = grad_c * update * (1.0 - candidate * candidate);
  (*unit).gates[3] = grad_output;
  (*unit).direct = grad_c * forget + grad_update * (*unit).vectors[0] +
    grad_forget * (*unit).vectors[1];
}

// d v_u = dẑu*c⟨t−1⟩   d v_f = dẑf*c⟨t−1⟩   d v_o = dẑo*c
fn cell_vector_gradients(unit: ptr<function, Unit>) {
  (*unit).vectors[0] = (*unit).gates[0] * (*unit).before[1];
  (*unit).vectors[1] = (*unit).gates[1] * (*unit).before[1];
  (*unit).vectors[2] = (*unit).gates[3] * (*unit).after[1];
}
