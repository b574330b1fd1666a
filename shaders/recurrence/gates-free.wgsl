// Every gate has the value that its preactivation gives it.
fn load_pins(unit4: u32) {}

fn gate(index: u32, preactivation: vec4f) -> vec4f {
  return sigmoid(preactivation);
}
