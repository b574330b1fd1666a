// Which time steps of a sequence have a share in its vector: those from `first` on, before `end`.
struct Shares { first: u32, end: u32, each: f32 }

fn shares_of(is_first_direction: bool, length: u32) -> Shares {
  if (MEAN == 1u) {
    return Shares(0u, length, 1.0 / f32(length));
  }
  // the second direction has read all of a sequence when it is at its first time step
  let last = select(0u, length - 1u, is_first_direction);
  return Shares(last, last + 1u, 1.0);
}
