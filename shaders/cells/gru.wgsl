// GRU with the reset gate before the product, in two phases, one time step of four units.
//   Γr = σ(ẑr)   Γu = σ(ẑu)   q = Γr*c⟨t−1⟩          phase 0, products of c⟨t−1⟩
//   c̃ = tanh(ẑc)   a = c = Γu*c̃ + (1−Γu)*c⟨t−1⟩      phase 1, product of q
// gates 0 Γr, 1 Γu, 2 c̃; states 0 c, 1 q; direct: the part of dc⟨t−1⟩ that needs no product.
const GATES = 3u;
const STATES = 2u;

fn cell_forward(unit: ptr<function, Unit>) {
  let before = (*unit).before[0];
  if (PHASE == 0u) {
    let reset = gate(0u, (*unit).gates[0]);
    (*unit).gates[0] = reset;
    (*unit).gates[1] = gate(1u, (*unit).gates[1]);
    (*unit).after[1] = reset * before;
  } else {
    let update = (*unit).gates[1];
    let candidate = tanh_safe((*unit).gates[2]);
    (*unit).gates[2] = candidate;
    (*unit).after[0] = update * candidate + (1.0 - update) * before;
  }
}

// Backward phase 0 receives [dẑr, dẑu]⟨t+1⟩ · Wᵀ:
//   dc = direct + received + d hidden
//   dẑu = dc*(c̃ − c⟨t−1⟩)*Γu(1−Γu)   dẑc = dc*Γu*(1−c̃²)   direct = dc*(1−Γu)
// Backward phase 1 receives dq = dẑc⟨t⟩ · W_cᵀ:
//   dẑr = dq*c⟨t−1⟩*Γr(1−Γr)   direct += dq*Γr
fn cell_backward(unit: ptr<function, Unit>) {
  let before = (*unit).before[0];
  if (PHASE == 0u) {
    let update = (*unit).gates[1];
    let candidate = (*unit).gates[2];
    let grad_c = (*unit).direct + (*unit).received + (*unit).grad_hidden;
    (*unit).gates[1] = grad_c * (candidate - before) * update * (1.0 - update);
    (*unit).gates[2] = grad_c * update * (1.0 - candidate * candidate);
    (*unit).direct = grad_c * (1.0 - update);
  } else {
    let reset = (*unit).gates[0];
    let grad_q = (*unit).received;
    (*unit).gates[0] = grad_q * before * reset * (1.0 - reset);
    (*unit).direct += grad_q * reset;
  }
}
