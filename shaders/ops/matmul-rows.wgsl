// The rows of A by numbers: a view's `a_take` vec4 lie side by side, then `a_skip` from one such
// run to the next.

const LEFT_STEP = 1u;
fn left_first(row: u32) -> u32 { return left_start(row); }

fn left_run(depth4: u32) -> u32 {
  return select(sizes.a_take, depth4, sizes.a_take == sizes.a_skip);
}

fn left_jump() -> u32 { return sizes.a_skip - sizes.a_take; }

fn left_number(at: u32, k: u32, item: u32) -> f32 { return a[at][k]; }
