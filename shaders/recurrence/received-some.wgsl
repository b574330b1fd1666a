// RECEIVED_GATES of the GATES gates are received, from RECEIVED_FIRST on.
fn received_at(k4: u32) -> u32 {
  return k4 / RECEIVED_GATES * GATES + RECEIVED_FIRST + k4 % RECEIVED_GATES;
}
