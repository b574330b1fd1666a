// A [M, K], B [N, K]: A · Bᵀ. Padding of A is zero; rows of B past N are never stored.
// per member: vec4 from the first of its four rows to the others, clamped at the last row
var<private> b_rows: array<vec3u, GROUP>;

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

// The first of four rows of B.
fn right_start(group: u32, member: u32) -> u32 {
  let row = min((group * GROUP + member) * 4u, (sizes.columns - 1u) / 4u * 4u);
  let others = min(vec3u(row) + vec3u(1u, 2u, 3u), vec3u(sizes.columns - 1u));
  b_rows[member] = (others - row) * sizes.b_stride;
  return sizes.b_offset + row * sizes.b_stride;
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let rows = b_rows[member];
  let at = start + view_column(k4, sizes.b_take, sizes.b_skip);
  return transpose(mat4x4f(b[at], b[at + rows.x], b[at + rows.y], b[at + rows.z]));
}
