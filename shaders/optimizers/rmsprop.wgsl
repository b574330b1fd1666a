// RMSProp (Tieleman, Hinton 2012) over the flat parameters, as PyTorch computes it, not centred:
//   v = α v + (1−α) g²    p −= η g / (√v + ε)
// A gradient that is not finite changes nothing.
struct Uniforms {
  count4: u32,
  partials: u32,
  alpha: f32,
  // 1 − α, rounded once: the difference of single precision would lose two digits
  share: f32,
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
  let invocation = (workgroup.x * WORKGROUP_Y + local.y) * WORKGROUP_X + local.x;
  let share = share_of(uniforms.count4, invocation, workgroups.x * WORKGROUP_X * WORKGROUP_Y);
  for (var at = share.first; at < share.end; at += share.stride) {
    let g = clipped(gradients[at], clipping);
    let v = uniforms.alpha * moments[at] + uniforms.share * g * g;
    moments[at] = v;
    parameters[at] -= step.learning_rate * g / (sqrt(v) + uniforms.epsilon);
  }
}
