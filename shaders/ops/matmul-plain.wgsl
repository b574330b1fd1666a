// A [M, K], B [K, N]. Where K is no multiple of 4, A's padding is zero and B's last row repeats.
var<private> b_stride: u32;
var<private> b_last: u32;
var<private> a_take: u32;
var<private> a_skip: u32;

fn prepare() {
  b_stride = params.b_stride;
  b_last = params.depth - 1u;
  a_take = params.a_take;
  a_skip = params.a_skip;
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

fn right_start(group: u32, member: u32) -> u32 {
  let column4 = min(group * GROUP + member, params.columns4 - 1u);
  return params.b_offset + view_column(column4, params.b_take, params.b_skip);
}

fn right(start: u32, k4: u32, member: u32) -> mat4x4f {
  let k = k4 * 4u;
  return mat4x4f(
    b[start + min(k, b_last) * b_stride],
    b[start + min(k + 1u, b_last) * b_stride],
    b[start + min(k + 2u, b_last) * b_stride],
    b[start + min(k + 3u, b_last) * b_stride],
  );
}
