// Four lanes of a quad work on the same rows: each loads one of four neighbouring values and the
// others get it by broadcast.
fn share_offset(k4: u32, lane: u32) -> u32 {
  return left_offset(k4, lane);
}

fn share4(start: u32, offset: u32, k4: u32, item: u32, lane: u32) -> vec4f {
  let own = left_value(start + offset, item, lane);
  return vec4f(
    quadBroadcast(own, 0u),
    quadBroadcast(own, 1u),
    quadBroadcast(own, 2u),
    quadBroadcast(own, 3u),
  );
}
