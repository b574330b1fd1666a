// d table[v] = sum of d y[row] over the rows whose token is v: no atomics, since the host sorts
// the rows by token: order[row_start[v] .. row_start[v + 1]] are those of v.
// d y may be a view. One item per vec4 column; workgroups along y take the rows of the table in turn.
struct Uniforms {
  table_rows: u32,
  columns4: u32,
  grad_offset: u32,
  grad_stride: u32,
  grad_take: u32,
  grad_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> order: array<u32>;
@group(1) @binding(1) var<storage, read> row_start: array<u32>;
@group(1) @binding(2) var<storage, read> grad_y: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> grad_table: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn sum_tokens(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.x, local);
  let column4 = min(item, uniforms.columns4 - 1u);
  let columns4 = uniforms.columns4;
  let stride = uniforms.grad_stride;
  let from_grad = uniforms.grad_offset +
      view_column(column4, uniforms.grad_take, uniforms.grad_skip);
  let slot = step.slot * step.slot_words;
  for (var token = workgroup.y; token < uniforms.table_rows; token += workgroups.y) {
    let end = row_start[slot + token + 1u];
    var sum = vec4f(0.0);
    for (var at = row_start[slot + token] + local.y; at < end; at += LANES) {
      sum += grad_y[from_grad + order[slot + at] * stride];
    }
    let total = reduce_sum4(sum, local);
    if (item < columns4 && local.y == 0u) {
      let to = token * columns4 + column4;
      if (ACCUMULATE == 1u) {
        grad_table[to] += total;
      } else {
        grad_table[to] = total;
      }
    }
  }
}
