// y[b] = Σ_t share(t, b) · x[t, b]; see pool-share.wgsl.
// x [T, B, D·H], may be a view; y [B, D·H]. One invocation per vec4 column, down the sequences.
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
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gather(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let column4 = global.x;
  if (column4 >= uniforms.columns4) {
    return;
  }
  let start = uniforms.x_offset + view_column(column4, uniforms.x_take, uniforms.x_skip);
  for (var b = global.y; b < uniforms.batch_size; b += workgroups.y * WORKGROUP_Y) {
    let shares = shares_of(column4 < uniforms.first4, length_of(b, uniforms.time_steps));
    var sum = vec4f(0.0);
    for (var time = shares.first; time < shares.end; time++) {
      sum += x[start + (time * uniforms.batch_size + b) * uniforms.x_stride];
    }
    y[b * uniforms.columns4 + column4] = sum * shares.each;
  }
}
