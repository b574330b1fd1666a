// dropped [T, B, D, H]: what the layer puts out, some of it dropped.
@group(1) @binding(3) var<storage, read_write> dropped: array<vec4f>;

fn put_out(at: u32, output: vec4f) {
  dropped[at] = output * dropout_factor(at);
}
