// A share for each place of a sequence, none for padding: y = softmax over the first length[b] columns.
//   y[t, b, s] = e^{x[t, b, s] − max} / Σ, and 0 where s ≥ length[b]
// x, y [T, B, S]. One invocation per row.
struct Uniforms {
  rows: u32,
  batch_size: u32,
  columns: u32,
  columns4: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

fn real(column4: u32, length: u32) -> vec4<bool> {
  return column4 * 4u + vec4u(0u, 1u, 2u, 3u) < vec4u(length);
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn weigh(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  for (var row = global.x; row < uniforms.rows; row += workgroups.x * WORKGROUP_X) {
    let length = length_of(row % uniforms.batch_size, uniforms.columns);
    let at = row * uniforms.columns4;
    // the first place is always real
    var tops = vec4f(x[at].x);
    for (var c = 0u; c < uniforms.columns4; c++) {
      tops = max(tops, select(tops, x[at + c], real(c, length)));
    }
    let top = max(max(tops.x, tops.y), max(tops.z, tops.w));
    var sums = vec4f(0.0);
    for (var c = 0u; c < uniforms.columns4; c++) {
      let power = exp(max(x[at + c] - top, vec4f(-87.0)));
      sums += select(vec4f(0.0), power, real(c, length));
    }
    let share = 1.0 / (sums.x + sums.y + sums.z + sums.w);
    for (var c = 0u; c < uniforms.columns4; c++) {
      let power = exp(max(x[at + c] - top, vec4f(-87.0)));
      y[at + c] = select(vec4f(0.0), power * share, real(c, length));
    }
  }
}
