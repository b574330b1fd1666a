// Counter-based random numbers: threefry2x32, 20 rounds (Salmon et al. 2011), as in
// src/lib/random.ts. The numbers of any position can be computed alone.
fn rotate_left(x: u32, turn: u32) -> u32 {
  return (x << turn) | (x >> (32u - turn));
}

fn four_rounds(word: vec2u, turns: vec4u) -> vec2u {
  var w = word;
  w.x += w.y;
  w.y = rotate_left(w.y, turns.x) ^ w.x;
  w.x += w.y;
  w.y = rotate_left(w.y, turns.y) ^ w.x;
  w.x += w.y;
  w.y = rotate_left(w.y, turns.z) ^ w.x;
  w.x += w.y;
  w.y = rotate_left(w.y, turns.w) ^ w.x;
  return w;
}

fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let k = vec3u(key, 0x1bd11bdau ^ key.x ^ key.y);
  let even = vec4u(13u, 15u, 26u, 6u);
  let odd = vec4u(17u, 29u, 16u, 24u);
  var w = counter + k.xy;
  w = four_rounds(w, even) + k.yz + vec2u(0u, 1u);
  w = four_rounds(w, odd) + k.zx + vec2u(0u, 2u);
  w = four_rounds(w, even) + k.xy + vec2u(0u, 3u);
  w = four_rounds(w, odd) + k.yz + vec2u(0u, 4u);
  w = four_rounds(w, even) + k.zx + vec2u(0u, 5u);
  return w;
}

// A Gumbel number −log(−log u), u the upper 24 bits of a word plus one half, over 2^24.
// −log u near u = 1 by its series: WGSL's log has only an absolute error bound there.
fn gumbel(word: u32) -> f32 {
  let bits = f32(word >> 8u) + 0.5;
  let u = bits * exp2(-24.0);
  let v = max((16777216.0 - bits) * exp2(-24.0), exp2(-26.0));
  let series = v * (1.0 + v * (0.5 + v * (0.33333334 + v * (0.25 + v * 0.2))));
  let exponential = select(-log(u), series, v < 0.0625);
  return -log(max(exponential, exp2(-26.0)));
}
