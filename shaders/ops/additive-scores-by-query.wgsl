// Gradients of additive-scores.wgsl by the queries, or added to what is there, and by the vector:
//   d query[t, b] = v · Σ_s d (1 − u²)      vector_rows[t, b] = Σ_s d · u, whose sum over the rows is d v
// with u = tanh(query[t, b] + key[s, b]) and d = d score[t, b, s].
// One invocation per vec4 of features, down the rows (t, b).
struct Uniforms {
  batch_size: u32,
  target_steps: u32,
  source_steps: u32,
  columns4: u32,
  features4: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> query: array<vec4f>;
@group(1) @binding(1) var<storage, read> key: array<vec4f>;
@group(1) @binding(2) var<storage, read> vector: array<vec4f>;
@group(1) @binding(3) var<storage, read> grad_score: array<vec4f>;
@group(1) @binding(4) var<storage, read_write> grad: array<vec4f>;
@group(1) @binding(5) var<storage, read_write> vector_rows: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn by_query(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let a = global.x;
  if (a >= uniforms.features4) {
    return;
  }
  let rows = uniforms.target_steps * uniforms.batch_size;
  for (var row = global.y; row < rows; row += workgroups.y * WORKGROUP_Y) {
    let at = row * uniforms.features4 + a;
    let q = query[at];
    var slopes = vec4f(0.0);
    var values = vec4f(0.0);
    for (var s = 0u; s < uniforms.source_steps; s++) {
      let place = s * uniforms.batch_size + row % uniforms.batch_size;
      let d = grad_score[row * uniforms.columns4 + s / 4u][s % 4u];
      let u = tanh_safe(q + key[place * uniforms.features4 + a]);
      slopes += d * (1.0 - u * u);
      values += d * u;
    }
    let value = vector[a] * slopes;
    if (ACCUMULATE == 1u) {
      grad[at] += value;
    } else {
      grad[at] = value;
    }
    vector_rows[at] = values;
  }
}
