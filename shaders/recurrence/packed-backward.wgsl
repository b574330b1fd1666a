// Recurrent weights of the received gates, packed by rows (ops/pack.wgsl): vec4 `k` of four units
// holds their weights to the k-th received preactivation, [D, H/4, H/4 · RECEIVED_GATES · 4].

fn packed_first(group: u32, member: u32) -> u32 {
  let unit4 = min(group * GROUP + member, sizes.hidden4 - 1u);
  return (direction() * sizes.hidden4 + unit4) * sizes.hidden4 * RECEIVED_GATES * 4u;
}

fn packed_value(at: u32, k: u32) -> vec4f { return weight_hh[at + k]; }

const LEFT_STEP = 1u;

// The received gates of four units lie side by side; where they are all gates, so do those of all.
fn left_first(row: u32) -> u32 { return left_start(row) + received_gate(0u); }

fn left_run(depth4: u32) -> u32 {
  if (RECEIVED_GATES == GATES) {
    return depth4;
  }
  return RECEIVED_GATES;
}

fn left_jump() -> u32 { return GATES - RECEIVED_GATES; }

fn left_number(at: u32, k: u32, item: u32) -> f32 { return gates[at][k]; }
