// What the time steps before the first one have a share in: states [WINDOW − 1, T + 1, B, W], whose first
// rows are the shares in time steps 0, 1, … of this batch, and whose last rows become those of the next.
@group(1) @binding(3) var<storage, read> states: array<vec4f>;

fn share_before(time: u32, sequence: u32, column4: u32) -> vec4f {
  if (time >= WINDOW - 1u) {
    return vec4f(0.0);
  }
  return states[share_at(time, 0u, sequence, column4)];
}
