// Some gates are held, whatever their preactivation; see src/model/pins.ts.
// pins [D, H/4, GATES, 4]: 0 free · 1 held at 0 · 2 held at 1 · 3 rounded to the nearer of them.
@group(1) @binding(5) var<storage, read> pins: array<vec4u>;

// where the pins of these four units begin
var<private> first_pin: u32;

fn load_pins(unit4: u32) {
  first_pin = (direction() * sizes.hidden4 + unit4) * GATES;
}

fn gate(index: u32, preactivation: vec4f) -> vec4f {
  let pin = pins[first_pin + index];
  let is_open = (pin == vec4u(2u)) | ((pin == vec4u(3u)) & (preactivation >= vec4f(0.0)));
  return select(vec4f(is_open), sigmoid(preactivation), pin == vec4u(0u));
}
