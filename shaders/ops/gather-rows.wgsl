// y[row] = table[tokens[row]], plus a row of biases when there is one: the product of one-hot
// rows with a matrix. A token beyond the table is none: its one-hot row is zero throughout. One invocation walks down the rows, and over the columns of vec4 that the grid
// is too narrow for: on a GPU none, on a CPU all.
// y may be a view. tokens: one per row, in the slot of the step, or `token_stride` words per slot apart.
struct Uniforms {
  rows: u32,
  columns4: u32,
  table_rows: u32,
  token_stride: u32,
  y_offset: u32,
  y_stride: u32,
  y_take: u32,
  y_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> tokens: array<u32>;
@group(1) @binding(1) var<storage, read> table: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gather(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let stride = select(uniforms.token_stride, step.slot_words, uniforms.token_stride == 0u);
  let first = step.slot * stride;
  let last = uniforms.table_rows - 1u;
  let rows = uniforms.rows;
  let columns4 = uniforms.columns4;
  let take = uniforms.y_take;
  let skip = uniforms.y_skip;
  let column_stride = workgroups.x * WORKGROUP_X;
  let row_stride = workgroups.y * WORKGROUP_Y;
  for (var row = global.y; row < rows; row += row_stride) {
    let token = tokens[first + row];
    let is_known = token <= last;
    let from_table = min(token, last) * columns4;
    let to_y = uniforms.y_offset + row * uniforms.y_stride;
    for (var column4 = global.x; column4 < columns4; column4 += column_stride) {
      var value = select(vec4f(0.0), table[from_table + column4], is_known);
      if (BIAS == 1u) {
        value += bias[column4];
      }
      y[to_y + view_column(column4, take, skip)] = value;
    }
  }
}
