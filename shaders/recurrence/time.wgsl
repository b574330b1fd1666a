// Where a walk through time is. Direction 0 walks from the first time step to the last, direction 1
// back. states [D, STATES, T + 1, B, H]: walking forward, row 0 of a state is the start and row t + 1
// belongs to time t; walking back, row T is the start and row t belongs to time t.
struct Moment {
  time: u32,
  // rows of the states that belong to the time step walked before this one, and to this one
  before: u32,
  now: u32,
}
var<private> walk_direction: u32;

fn direction() -> u32 { return select(0u, walk_direction, DIRECTIONS > 1u); }

fn time_at(walked: u32) -> Moment {
  if (direction() == 0u) {
    return Moment(walked, walked, walked + 1u);
  }
  let time = sizes.time_steps - 1u - walked;
  return Moment(time, time + 1u, time);
}

fn state_at(state: u32, row: u32, sequence: u32, unit4: u32) -> u32 {
  return sizes.states_offset + (direction() * STATES + state) * sizes.state_stride +
    (row * sizes.batch_size + sequence) * sizes.hidden4 + unit4;
}

fn gate_at(time: u32, sequence: u32, unit4: u32) -> u32 {
  let row = (direction() * sizes.time_steps + time) * sizes.batch_size + sequence;
  return (row * sizes.hidden4 + unit4) * GATES;
}

// In what the layer puts out, and its gradient: [T, B, D, H].
fn output_at(sequence: u32, unit4: u32) -> u32 {
  let row = moment.time * sizes.batch_size + sequence;
  return (row * DIRECTIONS + direction()) * sizes.hidden4 + unit4;
}
