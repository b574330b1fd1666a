// out = f(a, b), or added to what is there; f by KIND. Arrays may be views.
// Gradients are written from the output y where that is shorter: σ' = y(1−y), tanh' = 1−y².
struct Uniforms {
  rows: u32,
  columns4: u32,
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
@group(1) @binding(2) var<storage, read_write> c: array<vec4f>;

fn f(a: vec4f, b: vec4f) -> vec4f {
  switch KIND {
    case 0u: { return a; }
    case 1u: { return a + b; }
    case 2u: { return a * b; }
    case 3u: { return 1.0 - a; }
    case 4u: { return sigmoid(a); }
    case 5u: { return tanh_safe(a); }
    case 6u: { return max(a, vec4f(0.0)); }
    // gradients: a is d y, b is y
    case 7u: { return -a; }
    case 8u: { return a * b * (1.0 - b); }
    case 9u: { return a * (1.0 - b * b); }
    case 10u: { return a * vec4f(b > vec4f(0.0)); }
    case 11u: { return vec4f(0.0); }
    default: { return a; }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn apply(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
) {
  let column4 = global.x;
  if (column4 >= uniforms.columns4) {
    return;
  }
  let from_a = uniforms.a_offset + view_column(column4, uniforms.a_take, uniforms.a_skip);
  let from_b = uniforms.b_offset + view_column(column4, uniforms.b_take, uniforms.b_skip);
  let to_c = uniforms.c_offset + view_column(column4, uniforms.c_take, uniforms.c_skip);
  for (var row = global.y; row < uniforms.rows; row += workgroups.y * WORKGROUP_Y) {
    let at = to_c + row * uniforms.c_stride;
    let value = f(a[from_a + row * uniforms.a_stride], b[from_b + row * uniforms.b_stride]);
    if (ACCUMULATE == 1u) {
      c[at] += value;
    } else {
      c[at] = value;
    }
  }
}
