// What is read next of each sequence: the number that is given, else the one that was answered.
//   answered[slot][i] = bits of answer i
//   words[slot + 1][i] = given[i], or where that is NOTHING the bits of answer i
// logits [rows, F]; given [rows · F] in the slot of the step; both rings [capacity, rows · F].
struct Uniforms {
  items: u32,
  columns: u32,
  columns4: u32,
  capacity: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> logits: array<vec4f>;
@group(1) @binding(1) var<storage, read> given: array<u32>;
@group(1) @binding(2) var<storage, read_write> words: array<u32>;
@group(1) @binding(3) var<storage, read_write> answered: array<u32>;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn feed(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.x, local);
  if (item < uniforms.items && local.y == 0u) {
    let column = item % uniforms.columns;
    let row = item / uniforms.columns;
    let answer = bitcast<u32>(logits[row * uniforms.columns4 + column / 4u][column % 4u]);
    let next = given[step.slot * step.slot_words + item];
    answered[step.slot * uniforms.items + item] = answer;
    words[(step.slot + 1u) % uniforms.capacity * uniforms.items + item] =
      select(next, answer, next == NOTHING);
  }
}
