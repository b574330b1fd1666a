// A [M, K], B [N, K]: A · Bᵀ. Padding of A is zero; rows of B past N are never stored.
var<private> b_stride: u32;
var<private> a_take: u32;
var<private> a_skip: u32;
var<private> b_take: u32;
var<private> b_skip: u32;
// per member: vec4 from the first of its four rows to the others, clamped at the last row
var<private> b_rows: array<vec3u, GROUP>;

fn prepare() {
  b_stride = params.b_stride;
  a_take = params.a_take;
  a_skip = params.a_skip;
  b_take = params.b_take;
  b_skip = params.b_skip;
}

fn left_start(row: u32) -> u32 {
  return params.a_offset + min(row, params.rows - 1u) * params.a_stride;
}

fn left_offset(k4: u32, lane: u32) -> u32 {
  return view_column(k4, a_take, a_skip);
}

fn left_value(at: u32, item: u32, lane: u32) -> f32 {
  return a[at][lane];
}

fn left4(start: u32, k4: u32, item: u32) -> vec4f {
  return a[start + left_offset(k4, 0u)];
}

// The first of four rows of B.
fn right_start(group: u32, member: u32) -> u32 {
  let row = min((group * GROUP + member) * 4u, (params.columns - 1u) / 4u * 4u);
  b_rows[member] = (min(vec3u(row) + vec3u(1u, 2u, 3u), vec3u(params.columns - 1u)) - row) * b_stride;
  return params.b_offset + row * b_stride;
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let rows = b_rows[member];
  let at = start + view_column(k4, b_take, b_skip);
  return transpose(mat4x4f(b[at], b[at + rows.x], b[at + rows.y], b[at + rows.z]));
}
