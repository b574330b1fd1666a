// GRU with the reset gate after the product, one time step of four units.
//   Γr = σ(ẑr)   Γu = σ(ẑu)   q = W_cc c⟨t−1⟩ + b_cc
//   c̃ = tanh(ẑc + Γr*q)        a = c = Γu*c̃ + (1−Γu)*c⟨t−1⟩
// gates 0 c̃ (of x alone), 1 Γr, 2 Γu, 3 q (of c⟨t−1⟩ alone); vector 0 b_cc; state 0 c;
// direct: the part of dc⟨t−1⟩ that needs no product.
const GATES = 4u;
const STATES = 1u;

fn cell_forward(unit: ptr<function, Unit>) {
  let reset = gate(1u, (*unit).gates[1]);
  let update = gate(2u, (*unit).gates[2]);
  let recall = (*unit).gates[3] + (*unit).vectors[0];
  let candidate = tanh_safe((*unit).gates[0] + reset * recall);
  (*unit).gates[0] = candidate;
  (*unit).gates[1] = reset;
  (*unit).gates[2] = update;
  (*unit).gates[3] = recall;
  (*unit).after[0] = update * candidate + (1.0 - update) * (*unit).before[0];
}

// dc = direct + received + d hidden
// dẑc = dc*Γu*(1−c̃²)   dẑr = dẑc*q*Γr(1−Γr)   dẑu = dc*(c̃ − c⟨t−1⟩)*Γu(1−Γu)   dq = dẑc*Γr
// direct = dc*(1−Γu)
fn cell_backward(unit: ptr<function, Unit>) {
  let candidate = (*unit).gates[0];
  let reset = (*unit).gates[1];
  let update = (*unit).gates[2];
  let recall = (*unit).gates[3];
  let grad_c = (*unit).direct + (*unit).received + (*unit).grad_hidden;
  let grad_candidate = grad_c * update * (1.0 - candidate * candidate);
  (*unit).gates[0] = grad_candidate;
  (*unit).gates[1] = grad_candidate * recall * reset * (1.0 - reset);
  (*unit).gates[2] = grad_c * (candidate - (*unit).before[0]) * update * (1.0 - update);
  (*unit).gates[3] = grad_candidate * reset;
  (*unit).direct = grad_c * (1.0 - update);
}

// d b_cc = dq
fn cell_vector_gradients(unit: ptr<function, Unit>) {
  (*unit).vectors[0] = (*unit).gates[3];
}
