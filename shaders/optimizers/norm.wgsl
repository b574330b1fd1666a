// Sums of squares of the flat gradient, in `items` parts, as it is and clipped by value:
// partials[0][i] = Σ g² of part i, partials[1][i] = Σ clip_value(g)².
struct Uniforms {
  count4: u32,
  items: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> partials: array<f32>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn sum_squares(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.x, local);
  let stride = uniforms.items * LANES;
  var sums = vec4f(0.0);
  var clipped_sums = vec4f(0.0);
  for (var at = item * LANES + local.y; at < uniforms.count4; at += stride) {
    let value = gradients[at];
    let clipped = clip_value(value);
    sums += value * value;
    clipped_sums += clipped * clipped;
  }
  let own = sums.x + sums.y + sums.z + sums.w;
  let own_clipped = clipped_sums.x + clipped_sums.y + clipped_sums.z + clipped_sums.w;
  let total = reduce_sum4(vec4f(own, own_clipped, 0.0, 0.0), local);
  if (item < uniforms.items && local.y == 0u) {
    partials[item] = total.x;
    partials[uniforms.items + item] = total.y;
  }
}
