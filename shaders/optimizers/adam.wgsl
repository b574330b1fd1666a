// Adam (Kingma, Ba 2015) over the flat parameters, as PyTorch computes it, with weight decay λ beside
// the gradient (AdamW: Loshchilov, Hutter 2019; in Adam λ is 0):
//   m = β1 m + (1−β1) g    v = β2 v + (1−β2) g²
//   p −= η λ p + η (m / (1−β1^n)) / (√(v / (1−β2^n)) + ε)
// moments [2 · count4]: all m, then all v. A gradient that is not finite changes nothing.
struct Uniforms {
  count4: u32,
  partials: u32,
  beta1: f32,
  beta2: f32,
  // 1 − β1 and 1 − β2, rounded once: the difference of single precision would lose five digits
  share1: f32,
  share2: f32,
  epsilon: f32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(1) @binding(1) var<storage, read> partials: array<f32>;
@group(1) @binding(2) var<storage, read_write> parameters: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> moments: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn update(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let clipping = clip(local, uniforms.partials);
  if (!clipping.finite) {
    return;
  }
  let count4 = uniforms.count4;
  let beta1 = uniforms.beta1;
  let beta2 = uniforms.beta2;
  let rate = step.learning_rate / step.bias_correction_1;
  let decay = step.learning_rate * step.weight_decay;
  let correction = 1.0 / sqrt(step.bias_correction_2);
  let invocation = (workgroup.x * WORKGROUP_Y + local.y) * WORKGROUP_X + local.x;
  let share = share_of(count4, invocation, workgroups.x * WORKGROUP_X * WORKGROUP_Y);
  for (var at = share.first; at < share.end; at += share.stride) {
    let g = clipped(gradients[at], clipping);
    let m = beta1 * moments[at] + uniforms.share1 * g;
    let v = beta2 * moments[count4 + at] + uniforms.share2 * g * g;
    moments[at] = m;
    moments[count4 + at] = v;
    let p = parameters[at];
    parameters[at] = p - decay * p - rate * m / (sqrt(v) * correction + uniforms.epsilon);
  }
}
