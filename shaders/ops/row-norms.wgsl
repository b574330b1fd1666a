// Euclidean norm of each row of a view, one item per row:
//   largest = max |x|        y[row] = largest · √Σ (x / largest)²
// so that no square under- or overflows: gradients fade over many orders of magnitude.
struct Uniforms {
  rows: u32,
  columns: u32,
  columns4: u32,
  x_offset: u32,
  x_stride: u32,
  x_take: u32,
  x_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<f32>;

fn load(row: u32, column4: u32) -> vec4f {
  let column = column4 * 4u + vec4u(0u, 1u, 2u, 3u);
  let at = uniforms.x_offset + row * uniforms.x_stride +
    view_column(column4, uniforms.x_take, uniforms.x_skip);
  return select(vec4f(0.0), x[at], column < vec4u(uniforms.columns));
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn measure_rows(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.y * 32768u + workgroup.x, local);
  let row = min(item, uniforms.rows - 1u);
  var tops = vec4f(0.0);
  for (var c = local.y; c < uniforms.columns4; c += LANES) {
    tops = max(tops, abs(load(row, c)));
  }
  let largest = reduce_max(max(max(tops.x, tops.y), max(tops.z, tops.w)), local);
  let scale = select(1.0, largest, largest > 0.0);
  var sums = vec4f(0.0);
  for (var c = local.y; c < uniforms.columns4; c += LANES) {
    let value = load(row, c) / scale;
    sums += value * value;
  }
  let total = reduce_sum(sums.x + sums.y + sums.z + sums.w, local);
  if (item < uniforms.rows && local.y == 0u) {
    y[row] = largest * sqrt(total);
  }
}
