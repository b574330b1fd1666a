// y = x * dropout_factor, or added to what is there:
// the same draws for values and for their gradients.
// One invocation per vec4 column, walking down the rows. Arrays may be views.
struct Uniforms {
  rows: u32,
  columns4: u32,
  x_offset: u32,
  x_stride: u32,
  x_take: u32,
  x_skip: u32,
  y_offset: u32,
  y_stride: u32,
  y_take: u32,
  y_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn drop(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let column4 = global.x;
  if (column4 >= uniforms.columns4) {
    return;
  }
  let from_x = uniforms.x_offset + view_column(column4, uniforms.x_take, uniforms.x_skip);
  let to_y = uniforms.y_offset + view_column(column4, uniforms.y_take, uniforms.y_skip);
  for (var row = global.y; row < uniforms.rows; row += workgroups.y * WORKGROUP_Y) {
    let at = to_y + row * uniforms.y_stride;
    let value = x[from_x + row * uniforms.x_stride] * dropout_factor(row * uniforms.columns4 + column4);
    if (ACCUMULATE == 1u) {
      y[at] += value;
    } else {
      y[at] = value;
    }
  }
}
