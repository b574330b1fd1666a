// Softmax cross-entropy and its gradient in one pass, in place.
//   loss[row] = log Σ e^{logits − max} − (logits[target] − max)
//   logits    → (softmax(logits) − onehot(target)) / number of counted targets
// A target of MASKED counts for nothing: loss 0 and gradient 0. One item per row.
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

// stands for minus infinity, which WGSL may assume never to occur
const NEVER = -1e30;

fn load(at: u32, column4: u32) -> vec4f {
  let column = column4 * 4u + vec4u(0u, 1u, 2u, 3u);
  return select(vec4f(NEVER), logits[at + column4], column < vec4u(uniforms.columns));
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn loss_and_gradient(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.y * 32768u + workgroup.x, local);
  let row = min(item, uniforms.rows - 1u);
  let inside = item < uniforms.rows;
  let columns4 = uniforms.columns4;
  let at = row * columns4;
  let label = targets[step.slot * step.slot_words + uniforms.first_row + row];

  var largest = vec4f(NEVER);
  for (var c = local.y; c < columns4; c += LANES) {
    largest = max(largest, load(at, c));
  }
  let top = reduce_max(max(max(largest.x, largest.y), max(largest.z, largest.w)), local);

  var sums = vec4f(0.0);
  for (var c = local.y; c < columns4; c += LANES) {
    sums += exp(max(load(at, c) - top, vec4f(-87.0)));
  }
  let total = reduce_sum(sums.x + sums.y + sums.z + sums.w, local);

  let counted = label != MASKED;
  let wanted = min(label, uniforms.columns - 1u);
  let wanted_logit = logits[at + wanted / 4u][wanted % 4u];
  let scale = select(0.0, step.inverse_count, counted);
  // every lane has read the wanted logit before any lane overwrites it
  let shift = reduce_max(top, local);
  if (inside && local.y == 0u) {
    losses[uniforms.first_row + row] = select(0.0, log(total) - (wanted_logit - shift), counted);
  }
  if (inside) {
    for (var c = local.y; c < columns4; c += LANES) {
      let column = c * 4u + vec4u(0u, 1u, 2u, 3u);
      let hot = vec4f(column == vec4u(wanted));
      let probability = exp(max(load(at, c) - top, vec4f(-87.0))) / total;
      logits[at + c] = select(
        vec4f(0.0),
        (probability - hot) * scale,
        column < vec4u(uniforms.columns),
      );
    }
  }
}
