// What the layer puts out is read from its states.
fn put_out(at: u32, output: vec4f) {}
