// What a CPU has no instruction for, over four lanes: after Cephes (Moshier), single precision.
// Relative error of e^x and 2^x below 2e-7 up to 2^127.5, above below 2e-6; of log x below 1.5e-7 of
// max(1, |log x|). Results below 2^-126 are 0, those beyond the largest number are that, about, or
// infinite. NaN stays NaN; log of 0 is minus infinity, of less NaN.

// e^x = 2^n e^r with |r| ≤ ½ ln 2, at the upper end ln 2; ln 2 in two parts, of which n times the
// first is exact.
fn exp_lanes(x: vec4f) -> vec4f {
  let inside = clamp(x, vec4f(-87.33654), vec4f(88.72283));
  let n = min(floor(inside * 1.442695 + 0.5), vec4f(127.0));
  let r = inside - n * 0.693359375 - n * -0.00021219444;
  let part = 0.5000000120 + r * (0.16666665459 + r * (0.041665795894 + r * (0.0083334519073 +
    r * (0.0013981999507 + r * 0.00019875691500))));
  let power = bitcast<vec4f>((vec4i(n) + 127) << vec4u(23u));
  return select((1.0 + (r + r * r * part)) * power, vec4f(0.0), x < vec4f(-87.33654));
}

// 2^x = 2^n e^(r ln 2)
fn exp2_lanes(x: vec4f) -> vec4f {
  let inside = clamp(x, vec4f(-126.0), vec4f(127.99999));
  let n = min(floor(inside + 0.5), vec4f(127.0));
  let r = (inside - n) * 0.69314718;
  let part = 0.5000000120 + r * (0.16666665459 + r * (0.041665795894 + r * (0.0083334519073 +
    r * (0.0013981999507 + r * 0.00019875691500))));
  let power = bitcast<vec4f>((vec4i(n) + 127) << vec4u(23u));
  return select((1.0 + (r + r * r * part)) * power, vec4f(0.0), x < vec4f(-126.0));
}

// log x = log m + n ln 2 with √½ ≤ m < √2
fn log_lanes(x: vec4f) -> vec4f {
  let bits = bitcast<vec4i>(x);
  let half = bitcast<vec4f>((bits & vec4i(0x007fffff)) | vec4i(0x3f000000));
  let small = half < vec4f(0.70710678);
  let n = vec4f((bits >> vec4u(23u)) - 126) - select(vec4f(0.0), vec4f(1.0), small);
  let m = select(half, half + half, small) - 1.0;
  let square = m * m;
  let part = 0.33333331174 + m * (-0.24999993993 + m * (0.20000714765 + m * (-0.16668057665 +
    m * (0.14249322787 + m * (-0.12420140846 + m * (0.11676998740 + m * (-0.11514610310 +
    m * 0.070376836292)))))));
  let plain = (m + (m * square * part + n * -0.00021219444 - 0.5 * square)) + n * 0.693359375;
  let isPlain = (x >= vec4f(0x1p-126)) & (x <= vec4f(0x1.fffffep127));
  return select(select(sqrt(x), -1.0 / abs(x), abs(x) < vec4f(0x1p-126)), plain, isPlain);
}
