// Recurrent weights of a phase, packed by columns (ops/pack.wgsl): vec4 `k` of a gate of four units
// holds their weights from the k-th hidden unit, [D, H/4, PHASE_GATES, H].

fn packed_first(group: u32, member: u32) -> u32 {
  let unit4 = min(group * UNITS + member / PHASE_GATES, sizes.hidden4 - 1u);
  let column4 = (direction() * sizes.hidden4 + unit4) * PHASE_GATES + member % PHASE_GATES;
  return column4 * sizes.hidden4 * 4u;
}

fn packed_value(at: u32, k: u32) -> vec4f { return weight_hh[at + k]; }

const LEFT_STEP = 1u;
fn left_first(row: u32) -> u32 { return left_start(row); }
fn left_run(depth4: u32) -> u32 { return depth4; }
fn left_jump() -> u32 { return 0u; }
fn left_number(at: u32, k: u32, item: u32) -> f32 { return states[at][k]; }
