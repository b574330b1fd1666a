// C[M, N] = A · B, or C += A · B, plus a row of biases [N] when there is one.
// How A and B are stored is said by one of matmul-plain, matmul-left and matmul-right.
// The last dimension of each array is padded to whole vec4 with zeros. Arrays may be views: vec4
// `column4` of `row` lies at offset + row · stride + view_column(column4, take, skip).
struct Uniforms {
  rows: u32,
  columns: u32,
  columns4: u32,
  depth: u32,
  a_offset: u32,
  a_stride: u32,
  a_take: u32,
  a_skip: u32,
  b_offset: u32,
  b_stride: u32,
  b_take: u32,
  b_skip: u32,
  c_offset: u32,
  c_stride: u32,
  c_take: u32,
  c_skip: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> a: array<vec4f>;
@group(1) @binding(1) var<storage, read> b: array<vec4f>;
@group(1) @binding(2) var<storage, read> bias: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> c: array<vec4f>;

// A copy of `uniforms`: software adapters read uniform buffers slowly.
var<private> sizes: Uniforms;

fn prepare() { sizes = uniforms; }

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn multiply(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let place = product(workgroup, local, (uniforms.depth + 3u) / 4u);
  for (var item = 0u; item < ITEMS; item++) {
    let row = item_row(place, item);
    if (row < sizes.rows) {
      for (var member = 0u; member < GROUP; member++) {
        store(row, place.group * GROUP + member, sums[item * GROUP + member]);
      }
    }
  }
}

fn store(row: u32, column4: u32, sum: vec4f) {
  if (column4 >= sizes.columns4) {
    return;
  }
  let at = sizes.c_offset + row * sizes.c_stride +
    view_column(column4, sizes.c_take, sizes.c_skip);
  var value = sum;
  if (BIAS == 1u) {
    value += bias[column4];
  }
  if (ACCUMULATE == 1u) {
    value += c[at];
  }
  // columns of the padding stay zero
  let column = column4 * 4u + vec4u(0u, 1u, 2u, 3u);
  c[at] = select(vec4f(0.0), value, column < vec4u(sizes.columns));
}
