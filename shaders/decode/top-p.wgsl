// How many tokens of a set have the share `share` of its weight together: the fewest, likeliest first.
// Every lane gets the same answer.
fn weight_from(bound: Bound, key: u32, local: vec3u) -> f32 {
  var sum = 0.0;
  for (var i = local.y; i < uniforms.columns; i += LANES) {
    if (key_at(i) >= key && is_in(bound, i)) {
      sum += weight(logit(i), top);
    }
  }
  return reduce_sum(sum, local);
}

fn size_of(bound: Bound, local: vec3u) -> u32 {
  var size = 0u;
  for (var i = local.y; i < uniforms.columns; i += LANES) {
    size += u32(is_in(bound, i));
  }
  return reduce_count(size, local);
}

fn value_of(key: u32) -> f32 {
  return bitcast<f32>(select(~key, key & 0x7fffffffu, (key & 0x80000000u) != 0u));
}

// By bisection over the bits of the key at which the share is reached, as top_k: no sorting.
fn nucleus(bound: Bound, share: f32, local: vec3u) -> u32 {
  let wanted = share * weight_from(bound, 0u, local);
  var key = 0u;
  for (var bit = 0u; bit < 32u; bit++) {
    let candidate = key | (0x80000000u >> bit);
    if (weight_from(bound, candidate, local) >= wanted) {
      key = candidate;
    }
  }
  let next = min(key, 0xfffffffeu) + 1u;
  let missing = wanted - weight_from(bound, next, local);
  // of those that are equally likely as many as it takes
  let ties = u32(max(1.0, ceil(missing / weight(value_of(key), top))));
  return min(count_from(next, local) + ties, size_of(bound, local));
}
