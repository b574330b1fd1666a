// What the gates alone do to the gradient g⟨k⟩ = ∂L_t/∂c⟨k⟩ on its way back, d⟨j⟩ = Γf or 1 − Γu:
//   line = ‖d⟨k+1⟩ * … * d⟨t⟩ * g⟨t⟩‖    what would be left at k if every step only multiplied by d
//   retained = ‖d⟨k⟩ * g⟨k⟩‖                 the part of the step to k − 1 that goes along the memory
//   rest = ‖g⟨k−1⟩ − d⟨k⟩ * g⟨k⟩‖        the other part of that step; 0 where k is the first
//   mean = mean over the units of d⟨k⟩
// Of a walk from the end, time runs the other way: before k stands for after it, k ≤ t for k ≥ t.
// K = S + T: what is walked before any loss comes first, S time steps of a source; loss t stands at S + t.
// gradients [K, T, H]   ∂L_t/∂c⟨k⟩ at row k, sequence t
// keep      [K, T, H]   d⟨k⟩ at row k; all sequences are alike
// parts     [K, T]      (line, retained, rest, mean) at row k, sequence t; a k that is walked after t is 0
// One item per pair. Norms are taken of values divided by the largest: none under- or overflows.
struct Uniforms {
  time_steps: u32,
  before: u32,
  hidden_size: u32,
  hidden4: u32,
  gradients_offset: u32,
  is_reversed: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> gradients: array<vec4f>;
@group(1) @binding(1) var<storage, read> keep: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> parts: array<vec4f>;

struct Parts {
  line: vec4f,
  retained: vec4f,
  rest: vec4f,
}

fn pairs() -> u32 { return (uniforms.before + uniforms.time_steps) * uniforms.time_steps; }

// Of time steps that are counted as they are walked.
fn row_of(walked: u32, asked: u32) -> u32 {
  let row = walked * uniforms.time_steps + asked;
  let last = pairs() - 1u;
  return select(row, last - row, uniforms.is_reversed == 1u);
}

fn gradient_at(time: u32, sequence: u32, unit4: u32) -> vec4f {
  return gradients[uniforms.gradients_offset + row_of(time, sequence) * uniforms.hidden4 + unit4];
}

fn keep_at(time: u32, unit4: u32) -> vec4f {
  let unit = unit4 * 4u + vec4u(0u, 1u, 2u, 3u);
  let value = keep[row_of(time, 0u) * uniforms.hidden4 + unit4];
  return select(vec4f(0.0), value, unit < vec4u(uniforms.hidden_size));
}

fn parts_of(k: u32, t: u32, unit4: u32) -> Parts {
  let asked = uniforms.before + t;
  var line = gradient_at(asked, t, unit4);
  for (var j = k + 1u; j <= asked; j++) {
    line *= keep_at(j, unit4);
  }
  let retained = keep_at(k, unit4) * gradient_at(k, t, unit4);
  let before = gradient_at(max(k, 1u) - 1u, t, unit4);
  return Parts(line, retained, select(vec4f(0.0), before - retained, k > 0u));
}

fn largest_of(value: vec4f) -> f32 {
  return max(max(value.x, value.y), max(value.z, value.w));
}

fn positive(value: f32) -> f32 { return select(1.0, value, value > 0.0); }

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn measure_pairs(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let steps = uniforms.time_steps;
  let item = item_index(workgroup.y * 32768u + workgroup.x, local);
  let pair = min(item, pairs() - 1u);
  let k = pair / steps;
  let t = pair % steps;
  let is_before = k <= uniforms.before + t;
  // a loss that k is walked before, whichever is asked
  let asked = select(k - uniforms.before, t, is_before);
  var top = Parts();
  for (var c = local.y; c < uniforms.hidden4; c += LANES) {
    let own = parts_of(k, asked, c);
    top.line = max(top.line, abs(own.line));
    top.retained = max(top.retained, abs(own.retained));
    top.rest = max(top.rest, abs(own.rest));
  }
  let tops = vec3f(
    reduce_max(largest_of(top.line), local),
    reduce_max(largest_of(top.retained), local),
    reduce_max(largest_of(top.rest), local),
  );
  var sums = vec4f(0.0);
  for (var c = local.y; c < uniforms.hidden4; c += LANES) {
    let own = parts_of(k, asked, c);
    let line = own.line / positive(tops.x);
    let retained = own.retained / positive(tops.y);
    let rest = own.rest / positive(tops.z);
    sums += vec4f(dot(line, line), dot(retained, retained), dot(rest, rest),
        dot(keep_at(k, c), vec4f(1.0)));
  }
  let totals = reduce_sum4(sums, local);
  if (item < pairs() && local.y == 0u) {
    let measured = vec4f(tops * sqrt(totals.xyz), totals.w / f32(uniforms.hidden_size));
    parts[row_of(k, t)] = select(vec4f(0.0), measured, is_before);
  }
}
