// Through padding the gradient of the hidden state passes as it is: kept in the second half of
// `carry` [2, D, B, H], which the first phase of a step takes and leaves. What reaches the state after
// the last step begins there, and what reaches the memory in the first half.
fn held(carried: u32) -> vec4f {
  let at = DIRECTIONS * sizes.batch_size * sizes.hidden4 + carried;
  return select(vec4f(0.0), carry[at], PHASE == 0u && sizes.starts == 0u);
}

fn hold(carried: u32, sequence: u32, gradient: vec4f) {
  if (PHASE == 0u) {
    let at = DIRECTIONS * sizes.batch_size * sizes.hidden4 + carried;
    carry[at] = select(gradient, vec4f(0.0), is_real(sequence, moment.time));
  }
}
