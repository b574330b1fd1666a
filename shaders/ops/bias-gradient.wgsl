// d bias = sum over the rows of d y, or added to what is there. One item per vec4 column.
// Views of d y: vec4 `column4` of `row` lies at offset + row · stride + view_column(column4, …).
struct Uniforms {
  rows: u32,
  columns4: u32,
  offset: u32,
  stride: u32,
  take: u32,
  skip: u32,
  out_offset: u32,
  out_take: u32,
  out_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> grad_y: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> grad_bias: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn sum_rows(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.x, local);
  let column4 = min(item, uniforms.columns4 - 1u);
  let start = uniforms.offset + view_column(column4, uniforms.take, uniforms.skip);
  let stride = uniforms.stride;
  let rows = uniforms.rows;
  // two sums side by side: fewer roundings in a row, and loads before arithmetic
  var a = vec4f(0.0);
  var b = vec4f(0.0);
  var row = local.y;
  for (; row + LANES < rows; row += 2u * LANES) {
    let first = grad_y[start + row * stride];
    let second = grad_y[start + (row + LANES) * stride];
    a += first;
    b += second;
  }
  if (row < rows) {
    a += grad_y[start + row * stride];
  }
  let total = reduce_sum4(a + b, local);
  if (item < uniforms.columns4 && local.y == 0u) {
    let at = uniforms.out_offset + view_column(column4, uniforms.out_take, uniforms.out_skip);
    if (ACCUMULATE == 1u) {
      grad_bias[at] += total;
    } else {
      grad_bias[at] = total;
    }
  }
}
