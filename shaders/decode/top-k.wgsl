// The k largest of `logit(0 … uniforms.columns − 1)` that are not barred; ties: lower index first. Every
// lane gets the same answer.
// Keeps the order of floats.
fn key_of(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  return select(bits | 0x80000000u, ~bits, (bits & 0x80000000u) != 0u);
}

// 0, below all others, for what is barred.
fn key_at(index: u32) -> u32 {
  return select(key_of(logit(index)), 0u, is_barred(index));
}

// What is in the top-k set: everything above `key`, and ties of it up to `last`.
struct Bound { key: u32, last: u32 }

fn is_in(bound: Bound, index: u32) -> bool {
  let key = key_at(index);
  return key > bound.key || (key == bound.key && index <= bound.last && key > 0u);
}

fn count_from(key: u32, local: vec3u) -> u32 {
  var count = 0u;
  for (var i = local.y; i < uniforms.columns; i += LANES) {
    count += u32(key_at(i) >= key);
  }
  return reduce_count(count, local);
}

fn count_ties(key: u32, below: u32, local: vec3u) -> u32 {
  var count = 0u;
  for (var i = local.y; i < uniforms.columns; i += LANES) {
    count += u32(key_at(i) == key && i < below);
  }
  return reduce_count(count, local);
}

// The k-th largest logit by bisection over the bits of its key: no sorting.
fn top_k(k: u32, local: vec3u) -> Bound {
  var key = 0u;
  for (var bit = 0u; bit < 32u; bit++) {
    let candidate = key | (0x80000000u >> bit);
    if (count_from(candidate, local) >= k) {
      key = candidate;
    }
  }
  // outside any branch: the count has barriers
  let beyond = count_from(min(key, 0xfffffffeu) + 1u, local);
  let above = select(beyond, 0u, key == 0xffffffffu);
  let ties = k - above;
  var last = 0u;
  for (var bit = 0u; bit < 17u; bit++) {
    let candidate = last | (0x10000u >> bit);
    if (count_ties(key, candidate, local) < ties) {
      last = candidate;
    }
  }
  return Bound(key, last);
}
