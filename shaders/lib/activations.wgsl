// Own sigmoid and tanh: built-in tanh is NaN on some drivers for large arguments.
// Absolute error below 5e-7 everywhere, finite for every finite argument.

fn sigmoid(x: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(-clamp(x, vec4f(-30.0), vec4f(30.0))));
}

// tanh x = sign(x) (1 − 2 / (e^{2|x|} + 1)); for small |x| an odd polynomial keeps relative error.
fn tanh_safe(x: vec4f) -> vec4f {
  let size = min(abs(x), vec4f(9.1));
  let large = sign(x) * (1.0 - 2.0 / (exp(2.0 * size) + 1.0));
  let square = x * x;
  let small = x * (1.0 + square * (-0.33333333 + square * (0.13333333 + square *
    (-0.053968254 + square * (0.021869488 - square * 0.0088632355)))));
  return select(large, small, size < vec4f(0.25));
}
