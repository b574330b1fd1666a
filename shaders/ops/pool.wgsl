// y[b] = Σ_t share(t, b) · x[t, b]; see pool-share.wgsl.
// x [T, B, D·H], may be a view; y [B, D·H]. One invocation per vec4 column, down the sequences.
struct Params {
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
@group(0) @binding(0) var<uniform> params: Params;
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn gather(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let column4 = global.x;
  if (column4 >= params.columns4) {
    return;
  }
  let start = params.x_offset + view_column(column4, params.x_take, params.x_skip);
  for (var b = global.y; b < params.batch_size; b += workgroups.y * WORKGROUP_Y) {
    let shares = shares_of(column4 < params.first4, length_of(b, params.time_steps));
    var sum = vec4f(0.0);
    for (var time = shares.first; time < shares.end; time++) {
      sum += x[start + (time * params.batch_size + b) * params.x_stride];
    }
    y[b * params.columns4 + column4] = sum * shares.each;
  }
}
