// Each gradient cut to ± `clip_value` (0: not clipped), as PyTorch's clip_grad_value_.
fn clip_value(gradient: vec4f) -> vec4f {
  let limit = vec4f(select(0x1.fffffep+127f, step.clip_value, step.clip_value > 0.0));
  return clamp(gradient, -limit, limit);
}
