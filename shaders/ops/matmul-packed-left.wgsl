// A is stored by k and packed by its own columns (ops/pack.wgsl): four neighbouring rows of the
// product are the lanes of a vec4.

const LEFT_STEP = 4u;
fn left_first(row: u32) -> u32 {
  return sizes.a_offset + min(row / 4u, (sizes.rows - 1u) / 4u) * sizes.a_stride;
}

fn left_run(depth4: u32) -> u32 { return depth4; }
fn left_jump() -> u32 { return 0u; }

fn left_number(at: u32, k: u32, item: u32) -> f32 { return a[at + k][item]; }
