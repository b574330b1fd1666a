// Dropout drawn from a counter: the same numbers forward and backward, nothing is stored.
//   dropout_factor = 0 with probability p, else 1 / (1 − p)          (Srivastava et al. 2014, inverted)
// One word of 16 bits per value, from (seed, step) and (layer, position of the vec4).
fn dropout_factor(at: u32) -> vec4f {
  let words = threefry(vec2u(step.seed, step.number), vec2u(LAYER, at));
  let numbers = vec4u(words.x & 0xffffu, words.x >> 16u, words.y & 0xffffu, words.y >> 16u);
  let stays = numbers >= vec4u(u32(step.dropout * 65536.0));
  return select(vec4f(0.0), vec4f(1.0 / (1.0 - step.dropout)), stays);
}
