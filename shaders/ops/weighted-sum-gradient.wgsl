// Gradients of weighted-sum.wgsl, or added to what is there:
//   by_weight: d weight[t, b, s] = d y[t, b] · x[s, b]
//   by_x:      d x[s, b] = Σ_t weight[t, b, s] · d y[t, b]
// One invocation per vec4 of places, down the rows (t, b); or per vec4 of features, down the rows (s, b).
struct Uniforms {
  batch_size: u32,
  target_steps: u32,
  source_steps: u32,
  weight_columns4: u32,
  columns4: u32,
  x_offset: u32,
  x_stride: u32,
  x_take: u32,
  x_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
// of by_weight x, of by_x the weights
@group(1) @binding(0) var<storage, read> factor: array<vec4f>;
@group(1) @binding(1) var<storage, read> grad_y: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> grad: array<vec4f>;

fn store(at: u32, value: vec4f) {
  if (ACCUMULATE == 1u) {
    grad[at] += value;
  } else {
    grad[at] = value;
  }
}

// of places beyond the source, the last one
fn x_row(place: u32, sequence: u32) -> u32 {
  let row = min(place, uniforms.source_steps - 1u) * uniforms.batch_size + sequence;
  return uniforms.x_offset + row * uniforms.x_stride;
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn by_weight(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  if (global.x >= uniforms.weight_columns4) {
    return;
  }
  let places = global.x * 4u + vec4u(0u, 1u, 2u, 3u);
  let rows = uniforms.target_steps * uniforms.batch_size;
  for (var row = global.y; row < rows; row += workgroups.y * WORKGROUP_Y) {
    let sequence = row % uniforms.batch_size;
    let x = x_row(places.x, sequence);
    let y = x_row(places.y, sequence);
    let z = x_row(places.z, sequence);
    let w = x_row(places.w, sequence);
    var sum = vec4f(0.0);
    for (var c = 0u; c < uniforms.columns4; c++) {
      let d = grad_y[row * uniforms.columns4 + c];
      let at = view_column(c, uniforms.x_take, uniforms.x_skip);
      sum += vec4f(
        dot(d, factor[x + at]),
        dot(d, factor[y + at]),
        dot(d, factor[z + at]),
        dot(d, factor[w + at]),
      );
    }
    let is_place = places < vec4u(uniforms.source_steps);
    store(row * uniforms.weight_columns4 + global.x, select(vec4f(0.0), sum, is_place));
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn by_x(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  if (global.x >= uniforms.columns4) {
    return;
  }
  let to = uniforms.x_offset + view_column(global.x, uniforms.x_take, uniforms.x_skip);
  let rows = uniforms.source_steps * uniforms.batch_size;
  for (var row = global.y; row < rows; row += workgroups.y * WORKGROUP_Y) {
    let s = row / uniforms.batch_size;
    var sum = vec4f(0.0);
    for (var t = 0u; t < uniforms.target_steps; t++) {
      let y_row = t * uniforms.batch_size + row % uniforms.batch_size;
      let share = factor[y_row * uniforms.weight_columns4 + s / 4u][s % 4u];
      sum += share * grad_y[y_row * uniforms.columns4 + global.x];
    }
    store(to + row * uniforms.x_stride, sum);
  }
}
