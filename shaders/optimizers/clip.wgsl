// The factor that clips the gradient to `clip_norm` (0: no clipping), from the sums of squares:
// min(1, clip / (norm + 1e-6)), as PyTorch's clip_grad_norm_. The norm is tested by its bits.
struct Clip { factor: f32, finite: bool }

fn clip(local: vec3u, count: u32) -> Clip {
  var squares = 0.0;
  for (var index = local.y; index < count; index += LANES) {
    squares += partials[index];
  }
  let total = reduce_sum(squares, local);
  let finite = (bitcast<u32>(total) & 0x7f800000u) != 0x7f800000u;
  var factor = 1.0;
  if (step.clip_norm > 0.0) {
    factor = min(1.0, step.clip_norm / (sqrt(total) + 1e-6));
  }
  return Clip(factor, finite);
}
