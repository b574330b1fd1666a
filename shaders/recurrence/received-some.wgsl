// RECEIVED_GATES of the GATES gates are received, from RECEIVED_FIRST on; RECURRENT of them have
// recurrent weights, from RECURRENT_FIRST on.
fn received_gate(k4: u32) -> u32 {
  return k4 / RECEIVED_GATES * GATES + RECEIVED_FIRST + k4 % RECEIVED_GATES;
}

fn received_weight(k4: u32) -> u32 {
  return k4 / RECEIVED_GATES * RECURRENT + RECEIVED_FIRST - RECURRENT_FIRST + k4 % RECEIVED_GATES;
}
