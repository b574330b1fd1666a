// A [K, M], B [K, N]: Aᵀ · B. Rows of B past K count as zero, rows of A past K repeat the last.
var<private> a_stride: u32;
var<private> b_stride: u32;
var<private> depth: u32;

fn prepare() {
  a_stride = params.a_stride;
  b_stride = params.b_stride;
  depth = params.depth;
}

fn left_start(row: u32) -> u32 {
  return params.a_offset +
    view_column(min(row / 4u, (params.rows - 1u) / 4u), params.a_take, params.a_skip);
}

fn left_offset(k4: u32, lane: u32) -> u32 {
  return min(k4 * 4u + lane, depth - 1u) * a_stride;
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
  let column4 = min(group * GROUP + member, params.columns4 - 1u);
  return params.b_offset + view_column(column4, params.b_take, params.b_skip);
}

fn right_row(start: u32, k: u32) -> vec4f {
  return b[start + min(k, depth - 1u) * b_stride] * f32(k < depth);
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
