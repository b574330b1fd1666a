// Clipping, by value and then by norm: the factor of the second, from the sums of squares,
// min(1, clip / (norm + 1e-6)), as PyTorch's clip_grad_norm_ after clip_grad_value_ (0: no clipping).
// partials [2, count]: of the gradients, then of those clipped by value. Whether the gradient is
// finite is told from the bits of the first sum.
struct Clip { factor: f32, finite: bool }

fn clip(local: vec3u, count: u32) -> Clip {
  var squares = vec4f(0.0);
  for (var index = local.y; index < count; index += LANES) {
    squares += vec4f(partials[index], partials[count + index], 0.0, 0.0);
  }
  let total = reduce_sum4(squares, local);
  let finite = (bitcast<u32>(total.x) & 0x7f800000u) != 0x7f800000u;
  var factor = 1.0;
  if (step.clip_norm > 0.0) {
    factor = min(1.0, step.clip_norm / (sqrt(total.y) + 1e-6));
  }
  return Clip(factor, finite);
}

fn clipped(gradient: vec4f, clipping: Clip) -> vec4f {
  return clip_value(gradient) * clipping.factor;
}
