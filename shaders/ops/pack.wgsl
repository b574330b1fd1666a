// An operand of a product, packed for the form `cpu`: what one column of vec4 meets lies side by side.
//   pack_columns: to[c4][k] = from[k][c4]                          the operand is stored by k
//   pack_rows:    to[r4][k] = (from[4·r4 + i][k]), i = 0 … 3       it is stored transposed
// Behind the last k, up to `depth`, and behind the last row stand zeros. `from` may be a view;
// several matrices lie behind one another along z: vec4 `size` apart there, `packed_size` here.
struct Uniforms {
  rows: u32,
  columns4: u32,
  // vec4 of a packed column: k, rounded up to whole vec4
  depth: u32,
  offset: u32,
  stride: u32,
  take: u32,
  skip: u32,
  size: u32,
  packed_size: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> from_rows: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> packed: array<vec4f>;

// One invocation: four neighbouring columns of vec4, BLOCK of their k. Columns past the last are read
// and written as the last one.
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn pack_columns(@builtin(global_invocation_id) global: vec3u) {
  let depth = uniforms.depth;
  let stride = uniforms.stride;
  let first = global.y * BLOCK;
  let end = min(first + BLOCK, depth);
  let real_end = min(end, uniforms.rows);
  var from_at: array<u32, 4>;
  var to: array<u32, 4>;
  for (var i = 0u; i < 4u; i++) { // unroll
    let column4 = min(global.x * 4u + i, uniforms.columns4 - 1u);
    from_at[i] = uniforms.offset + global.z * uniforms.size + first * stride +
      view_column(column4, uniforms.take, uniforms.skip);
    to[i] = global.z * uniforms.packed_size + column4 * depth + first;
  }
  for (var k = first; k < real_end; k++) {
    for (var i = 0u; i < 4u; i++) { // unroll
      packed[to[i]] = from_rows[from_at[i]];
      to[i]++;
      from_at[i] += stride;
    }
  }
  for (var k = max(first, real_end); k < end; k++) {
    for (var i = 0u; i < 4u; i++) { // unroll
      packed[to[i]] = vec4f(0.0);
      to[i]++;
    }
  }
}

// One invocation: four neighbouring rows, BLOCK of their vec4.
@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn pack_rows(@builtin(global_invocation_id) global: vec3u) {
  let row = global.y * 4u;
  if (row >= uniforms.rows) {
    return;
  }
  let start = uniforms.offset + global.z * uniforms.size;
  let to = global.z * uniforms.packed_size + global.y * uniforms.depth;
  let end = min((global.x + 1u) * BLOCK, uniforms.columns4);
  for (var column4 = global.x * BLOCK; column4 < end; column4++) {
    let at = start + view_column(column4, uniforms.take, uniforms.skip);
    let block = transpose(mat4x4f(
      row_value(at, row),
      row_value(at, row + 1u),
      row_value(at, row + 2u),
      row_value(at, row + 3u),
    ));
    for (var i = 0u; i < 4u; i++) { // unroll
      packed[to + column4 * 4u + i] = block[i];
    }
  }
}

fn row_value(at: u32, row: u32) -> vec4f {
  if (row >= uniforms.rows) {
    return vec4f(0.0);
  }
  return from_rows[at + row * uniforms.stride];
}
