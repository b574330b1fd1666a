// How well place s of the source fits time step t of the target, additively (Bahdanau et al. 2015):
//   score[t, b, s] = Σ_a v[a] · tanh(query[t, b, a] + key[s, b, a])
// query [T, B, A], key [S, B, A], v [A], score [T, B, S]; columns beyond S are 0.
// One invocation per vec4 of places, down the rows (t, b).
struct Uniforms {
  rows: u32,
  batch_size: u32,
  source_steps: u32,
  columns4: u32,
  features4: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> query: array<vec4f>;
@group(1) @binding(1) var<storage, read> key: array<vec4f>;
@group(1) @binding(2) var<storage, read> vector: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> score: array<vec4f>;

// where the key of a place lies; of places beyond the source, that of the last one
fn key_row(place: u32, sequence: u32) -> u32 {
  return (min(place, uniforms.source_steps - 1u) * uniforms.batch_size + sequence) * uniforms.features4;
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn fit(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  if (global.x >= uniforms.columns4) {
    return;
  }
  let places = global.x * 4u + vec4u(0u, 1u, 2u, 3u);
  for (var row = global.y; row < uniforms.rows; row += workgroups.y * WORKGROUP_Y) {
    let sequence = row % uniforms.batch_size;
    let x = key_row(places.x, sequence);
    let y = key_row(places.y, sequence);
    let z = key_row(places.z, sequence);
    let w = key_row(places.w, sequence);
    var sum = vec4f(0.0);
    for (var a = 0u; a < uniforms.features4; a++) {
      let v = vector[a];
      let q = query[row * uniforms.features4 + a];
      sum += vec4f(
        dot(v, tanh_safe(q + key[x + a])),
        dot(v, tanh_safe(q + key[y + a])),
        dot(v, tanh_safe(q + key[z + a])),
        dot(v, tanh_safe(q + key[w + a])),
      );
    }
    let is_place = places < vec4u(uniforms.source_steps);
    score[row * uniforms.columns4 + global.x] = select(vec4f(0.0), sum, is_place);
  }
}
