// Binary cross-entropy of σ(z) and its gradient in one pass, in place; y is 0 or 1.
//   loss[row] = Σ −y log σ(z) − (1 − y) log(1 − σ(z)) = Σ max(z, 0) − z y + log(1 + e^{−|z|})
//   logits    → (σ(logits) − y) / number of counted targets
// logits [rows, C]; targets [rows · C]: each 0, 1, or MASKED: loss and gradient 0.
// One item per row.
struct Uniforms {
  rows: u32,
  // of targets and losses, where these are some of many
  first_row: u32,
  columns: u32,
  columns4: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> targets: array<u32>;
@group(1) @binding(1) var<storage, read_write> logits: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> losses: array<f32>;

// log(1 + x) for 0 ≤ x ≤ 1: a plain sum would round a small x away.
fn log_of_more(x: vec4f) -> vec4f {
  let small = x * (1.0 - x * (0.5 - x * 0.33333333));
  return select(log(1.0 + x), small, x < vec4f(0.01));
}

fn loss_of(z: vec4f, y: vec4f) -> vec4f {
  return max(z, vec4f(0.0)) - z * y + log_of_more(exp(max(-abs(z), vec4f(-87.0))));
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn loss_and_gradient(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.y * 32768u + workgroup.x, local);
  let row = min(item, uniforms.rows - 1u);
  let inside = item < uniforms.rows;
  var sums = vec4f(0.0);
  for (var c = local.y; c < uniforms.columns4; c += LANES) {
    let wanted = targets_of(row, c);
    let counted = wanted != vec4u(MASKED);
    let y = vec4f(wanted == vec4u(1u));
    // an item beyond the last row is the last row once more: only one of them may write
    let z = logits[row * uniforms.columns4 + c];
    sums += select(vec4f(0.0), loss_of(z, y), counted);
    if (inside) {
      let gradient = (sigmoid(z) - y) * step.inverse_count;
      logits[row * uniforms.columns4 + c] = select(vec4f(0.0), gradient, counted);
    }
  }
  let total = reduce_sum(sums.x + sums.y + sums.z + sums.w, local);
  if (inside && local.y == 0u) {
    losses[uniforms.first_row + row] = total;
  }
}
