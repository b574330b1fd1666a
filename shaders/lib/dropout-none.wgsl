// Nothing is dropped.
fn kept(at: u32) -> vec4f { return vec4f(1.0); }
