// A [K, M], B [K, N]: Aᵀ · B. Rows of B past K count as zero, rows of A past K repeat the last.

fn left_start(row: u32) -> u32 {
  return sizes.a_offset +
    view_column(min(row / 4u, (sizes.rows - 1u) / 4u), sizes.a_take, sizes.a_skip);
}

fn left_offset(k4: u32, lane: u32) -> u32 {
  return min(k4 * 4u + lane, sizes.depth - 1u) * sizes.a_stride;
}

// Rows of one invocation start at a multiple of 4.
fn left_value(at: u32, item: u32, lane: u32) -> f32 {
  return a[at][item % 4u];
}

fn left4(start: u32, k4: u32, item: u32) -> vec4f {
  return vec4f(
    a[start + left_offset(k4, 0u)][item % 4u],
    a[start + left_offset(k4, 1u)][item % 4u],
    a[start + left_offset(k4, 2u)][item % 4u],
    a[start + left_offset(k4, 3u)][item % 4u],
  );
}

fn right_start(group: u32, member: u32) -> u32 {
  let column4 = min(group * GROUP + member, sizes.columns4 - 1u);
  return sizes.b_offset + view_column(column4, sizes.b_take, sizes.b_skip);
}

fn right_row(start: u32, k: u32) -> vec4f {
  return b[start + min(k, sizes.depth - 1u) * sizes.b_stride] * f32(k < sizes.depth);
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let k = k4 * 4u;
  return mat4x4f(
    right_row(start, k),
    right_row(start, k + 1u),
    right_row(start, k + 2u),
    right_row(start, k + 3u),
  );
}
