// The right operand of a product, packed (ops/pack.wgsl): vec4 `k` of a column lies at
// b_offset + column4 · b_stride + k.

fn packed_first(group: u32, member: u32) -> u32 {
  return sizes.b_offset + min(group * GROUP + member, sizes.columns4 - 1u) * sizes.b_stride;
}

fn packed_value(at: u32, k: u32) -> vec4f { return b[at + k]; }
