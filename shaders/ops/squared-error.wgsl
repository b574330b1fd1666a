// Squared error of each output and its gradient in one pass, in place; z is what is answered.
//   loss[row] = Σ (z − y)²
//   logits    → 2 (z − y) / number of counted targets
// logits [rows, C]; targets [rows · C]: the bits of y, or MASKED: loss and gradient 0.
// One item per row.
struct Uniforms {
  rows: u32,
  columns: u32,
  columns4: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> targets: array<u32>;
@group(1) @binding(1) var<storage, read_write> logits: array<vec4f>;
@group(1) @binding(2) var<storage, read_write> losses: array<f32>;

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
    // the bits of what is masked are no number
    let y = bitcast<vec4f>(select(vec4u(0u), wanted, counted));
    let off = select(vec4f(0.0), logits[row * uniforms.columns4 + c] - y, counted);
    sums += off * off;
    // an item beyond the last row is the last row once more: only one of them may write
    if (inside) {
      logits[row * uniforms.columns4 + c] = 2.0 * off * step.inverse_count;
    }
  }
  let total = reduce_sum(sums.x + sums.y + sums.z + sums.w, local);
  if (inside && local.y == 0u) {
    losses[row] = total;
  }
}
