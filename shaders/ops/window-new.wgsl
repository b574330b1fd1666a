// Nothing comes before the first time step.
fn share_before(time: u32, sequence: u32, column4: u32) -> vec4f { return vec4f(0.0); }
