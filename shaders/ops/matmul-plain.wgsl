// A [M, K], B [K, N]. Where K is no multiple of 4, A's padding is zero and B's last row repeats.

fn left_start(row: u32) -> u32 {
  return sizes.a_offset + min(row, sizes.rows - 1u) * sizes.a_stride;
}

fn left_offset(k4: u32, lane: u32) -> u32 {
  return view_column(k4, sizes.a_take, sizes.a_skip);
}

fn left_value(at: u32, item: u32, lane: u32) -> f32 {
  return a[at][lane];
}

fn left4(start: u32, k4: u32, item: u32) -> vec4f {
  return a[start + left_offset(k4, 0u)];
}

fn right_start(group: u32, member: u32) -> u32 {
  let column4 = min(group * GROUP + member, sizes.columns4 - 1u);
  return sizes.b_offset + view_column(column4, sizes.b_take, sizes.b_skip);
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let k = k4 * 4u;
  return mat4x4f(
    b[start + min(k, sizes.depth - 1u) * sizes.b_stride],
    b[start + min(k + 1u, sizes.depth - 1u) * sizes.b_stride],
    b[start + min(k + 2u, sizes.depth - 1u) * sizes.b_stride],
    b[start + min(k + 3u, sizes.depth - 1u) * sizes.b_stride],
  );
}
