// Every invocation loads all four neighbouring values itself: the form without subgroups.
fn share_offset(k4: u32, lane: u32) -> u32 {
  return 0u;
}

fn share4(start: u32, offset: u32, k4: u32, item: u32, lane: u32) -> vec4f {
  return vec4f(
    left_value(start + left_offset(k4, 0u), item, 0u),
    left_value(start + left_offset(k4, 1u), item, 1u),
    left_value(start + left_offset(k4, 2u), item, 2u),
    left_value(start + left_offset(k4, 3u), item, 3u),
  );
}
