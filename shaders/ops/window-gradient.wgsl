// d x⟨j⟩[t, b] = d y[t + j, b], or with AHEAD d y[t − j, b]; see window.wgsl. Nothing behind the end of
// a sequence was read. d y [T, B, W] may be a view; d x [T, B, WINDOW · W].
// One invocation per vec4 column, down the rows of x.
struct Uniforms {
  time_steps: u32,
  batch_size: u32,
  // of y
  columns4: u32,
  y_offset: u32,
  y_stride: u32,
  y_take: u32,
  y_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> grad_y: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> grad_x: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn spread(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let width4 = uniforms.columns4 * WINDOW;
  if (global.x >= width4) {
    return;
  }
  let j = global.x / uniforms.columns4;
  let column4 = global.x % uniforms.columns4;
  let start = uniforms.y_offset + view_column(column4, uniforms.y_take, uniforms.y_skip);
  let rows = uniforms.time_steps * uniforms.batch_size;
  for (var row = global.y; row < rows; row += workgroups.y * WORKGROUP_Y) {
    let b = row % uniforms.batch_size;
    let time = row / uniforms.batch_size;
    // before the first time step this is more than there are
    let into = select(time + j, time - j, AHEAD == 1u);
    var value = vec4f(0.0);
    if (time < length_of(b, uniforms.time_steps) && into < uniforms.time_steps) {
      value = grad_y[start + (into * uniforms.batch_size + b) * uniforms.y_stride];
    }
    grad_x[row * width4 + global.x] = value;
  }
}
