// y[row] = table[tokens[row]], plus a row of biases when there is one: the product of one-hot
// rows with a matrix. One invocation per vec4 column, walking down the rows.
// y may be a view. tokens: one per row, in the slot of the step, or `token_stride` words per slot apart.
struct Params {
  rows: u32,
  columns4: u32,
  table_rows: u32,
  token_stride: u32,
  y_offset: u32,
  y_stride: u32,
  y_take: u32,
  y_skip: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(1) @binding(0) var<storage, read> tokens: array<u32>;
@group(1) @binding(1) var<storage, read> table: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gather(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let column4 = global.x;
  if (column4 >= params.columns4) {
    return;
  }
  let stride = select(params.token_stride, step.slot_words, params.token_stride == 0u);
  let first = step.slot * stride;
  let last = params.table_rows - 1u;
  let rows = params.rows;
  let columns4 = params.columns4;
  let y_stride = params.y_stride;
  let to_y = params.y_offset + view_column(column4, params.y_take, params.y_skip);
  let row_stride = workgroups.y * WORKGROUP_Y;
  var added = vec4f(0.0);
  if (BIAS == 1u) {
    added = bias[column4];
  }
  for (var row = global.y; row < rows; row += row_stride) {
    let token = min(tokens[first + row], last);
    y[to_y + row * y_stride] = table[token * columns4 + column4] + added;
  }
}
