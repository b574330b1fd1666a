// y[row] = x[row] + bias. One invocation per vec4 column, walking down the rows.
struct Params {
  rows: u32,
  columns4: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read> bias: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn add(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let column4 = global.x;
  if (column4 >= params.columns4) {
    return;
  }
  let value = bias[column4];
  for (var row = global.y; row < params.rows; row += workgroups.y * WORKGROUP_Y) {
    let at = row * params.columns4 + column4;
    y[at] = x[at] + value;
  }
}
