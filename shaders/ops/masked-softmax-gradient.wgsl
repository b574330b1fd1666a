// d x = y (d y − Σ_s y · d y), or added to what is there; see masked-softmax.wgsl. What has no share has
// no gradient. x, y [rows, S]. One invocation per row.
struct Uniforms {
  rows: u32,
  columns4: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> y: array<vec4f>;
@group(1) @binding(1) var<storage, read> grad_y: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> grad_x: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn weigh_back(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  for (var row = global.x; row < uniforms.rows; row += workgroups.x * WORKGROUP_X) {
    let at = row * uniforms.columns4;
    var mean = 0.0;
    for (var c = 0u; c < uniforms.columns4; c++) {
      mean += dot(y[at + c], grad_y[at + c]);
    }
    for (var c = 0u; c < uniforms.columns4; c++) {
      let value = y[at + c] * (grad_y[at + c] - mean);
      if (ACCUMULATE == 1u) {
        grad_x[at + c] += value;
      } else {
        grad_x[at + c] = value;
      }
    }
  }
}
