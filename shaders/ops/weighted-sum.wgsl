// y[t, b] = Σ_s weight[t, b, s] · x[s, b]: of every sequence a product of two matrices.
// weight [T, B, S], x [S, B, F], may be a view, y [T, B, F]. One invocation per vec4 of features, down
// the rows (t, b).
struct Uniforms {
  rows: u32,
  batch_size: u32,
  source_steps: u32,
  weight_columns4: u32,
  columns4: u32,
  x_offset: u32,
  x_stride: u32,
  x_take: u32,
  x_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> weight: array<vec4f>;
@group(1) @binding(1) var<storage, read> x: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn add_up(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  if (global.x >= uniforms.columns4) {
    return;
  }
  let start = uniforms.x_offset + view_column(global.x, uniforms.x_take, uniforms.x_skip);
  for (var row = global.y; row < uniforms.rows; row += workgroups.y * WORKGROUP_Y) {
    var sum = vec4f(0.0);
    for (var s = 0u; s < uniforms.source_steps; s++) {
      let place = s * uniforms.batch_size + row % uniforms.batch_size;
      let share = weight[row * uniforms.weight_columns4 + s / 4u][s % 4u];
      sum += share * x[start + place * uniforms.x_stride];
    }
    y[row * uniforms.columns4 + global.x] = sum;
  }
}
