// Through padding the gradient of the hidden state passes as it is: kept in the second half of
// `direct` [2, D, B, H], which the first phase of a step takes and leaves. What reaches the state after
// the last step begins there, and what reaches the memory in the first half.
fn held(handed: u32) -> vec4f {
  let at = DIRECTIONS * sizes.batch_size * sizes.hidden4 + handed;
  return select(vec4f(0.0), direct[at], PHASE == 0u && sizes.starts == 0u);
}

fn hold(handed: u32, sequence: u32, gradient: vec4f) {
  if (PHASE == 0u) {
    let at = DIRECTIONS * sizes.batch_size * sizes.hidden4 + handed;
    direct[at] = select(gradient, vec4f(0.0), is_real(sequence, moment.time));
  }
}
