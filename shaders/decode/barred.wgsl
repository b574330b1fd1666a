// What may not be drawn: what has its bit in `barred`, and, as step.ending says, the end or all else.
const WITHHELD = 1u;
const ALONE = 2u;

fn is_barred(index: u32) -> bool {
  let is_end = index == step.end;
  let has_bit = ((barred[index / 32u] >> (index % 32u)) & 1u) != 0u;
  return has_bit || (step.ending == WITHHELD && is_end) || (step.ending == ALONE && !is_end);
}

// q, where that of `highest` is 1.
fn weight(value: f32, highest: f32) -> f32 {
  return exp(max((value - highest) * inverse, -87.0));
}

// The share of q that is barred, where that of `highest` is the largest q.
fn barred_share(highest: f32, has_barred: bool, local: vec3u) -> f32 {
  var free = 1.0;
  var lost = 0.0;
  // most draws bar nothing, and need no sums; every lane agrees on it
  if (has_barred) {
    free = 0.0;
    for (var i = local.y; i < uniforms.columns; i += LANES) {
      let own = weight(logit(i), highest);
      let is_lost = is_barred(i);
      free += select(own, 0.0, is_lost);
      lost += select(0.0, own, is_lost);
    }
  }
  let barred_mass = reduce_sum(lost, local);
  return barred_mass / (barred_mass + reduce_sum(free, local));
}
