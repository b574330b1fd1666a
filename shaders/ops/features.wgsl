// x[row] = the numbers whose bits the words are, padded with zeros to whole vec4. A word that is
// NOTHING reads as 0. One invocation per vec4 column, down the rows.
// words: `columns` per row, in the slot of the step, or `word_stride` words per slot apart.
struct Uniforms {
  rows: u32,
  columns: u32,
  columns4: u32,
  word_stride: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> words: array<u32>;
@group(1) @binding(1) var<storage, read_write> x: array<vec4f>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn read_numbers(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let columns = uniforms.columns;
  if (global.x >= uniforms.columns4) {
    return;
  }
  let stride = select(uniforms.word_stride, step.slot_words, uniforms.word_stride == 0u);
  let column = global.x * 4u + vec4u(0u, 1u, 2u, 3u);
  let at = min(column, vec4u(columns - 1u)) + step.slot * stride;
  for (var row = global.y; row < uniforms.rows; row += workgroups.y * WORKGROUP_Y) {
    let own = at + row * columns;
    let given = vec4u(words[own.x], words[own.y], words[own.z], words[own.w]);
    let is_there = (column < vec4u(columns)) & (given != vec4u(NOTHING));
    x[row * uniforms.columns4 + global.x] = bitcast<vec4f>(select(vec4u(0u), given, is_there));
  }
}
