// d x[t, b] = share(t, b) · d y[b], or added to what is there; see pool-share.wgsl.
// d x [T, B, D·H], may be a view; d y [B, D·H]. One invocation per vec4 column, down the rows of x.
struct Uniforms {
  time_steps: u32,
  batch_size: u32,
  columns4: u32,
  // those of the first direction
  first4: u32,
  x_offset: u32,
  x_stride: u32,
  x_take: u32,
  x_skip: u32,
  y_offset: u32,
  y_stride: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> grad_y: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> grad_x: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn spread(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let column4 = global.x;
  if (column4 >= uniforms.columns4) {
    return;
  }
  let to = uniforms.x_offset + view_column(column4, uniforms.x_take, uniforms.x_skip);
  let rows = uniforms.time_steps * uniforms.batch_size;
  for (var row = global.y; row < rows; row += workgroups.y * WORKGROUP_Y) {
    let b = row % uniforms.batch_size;
    let time = row / uniforms.batch_size;
    let shares = shares_of(column4 < uniforms.first4, length_of(b, uniforms.time_steps));
    let counts = time >= shares.first && time < shares.end;
    let gradient = grad_y[uniforms.y_offset + b * uniforms.y_stride + column4] * shares.each;
    let value = select(vec4f(0.0), gradient, counts);
    let at = to + row * uniforms.x_stride;
    if (ACCUMULATE == 1u) {
      grad_x[at] += value;
    } else {
      grad_x[at] = value;
    }
  }
}
