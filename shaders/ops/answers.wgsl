// What a net answers, one word for each target, kept by step until somebody reads it:
//   largest: ring[number mod entries][row] = the first column with the largest logit
//   each:    ring[number mod entries][row · C + column] = 1 where σ(logit) > ½, else 0; or, where
//            VALUES is 1, the bits of the logit
// logits [rows, C]; ring [entries, answers]. One item per answer.
struct Uniforms {
  rows: u32,
  columns: u32,
  columns4: u32,
  entries: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> logits: array<vec4f>;
@group(1) @binding(1) var<storage, read_write> ring: array<u32>;

// stands for minus infinity, which WGSL may assume never to occur
const NEVER = -1e30;

fn load(at: u32, column4: u32) -> vec4f {
  let column = column4 * 4u + vec4u(0u, 1u, 2u, 3u);
  return select(vec4f(NEVER), logits[at + column4], column < vec4u(uniforms.columns));
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn largest(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.y * 32768u + workgroup.x, local);
  let at = min(item, uniforms.rows - 1u) * uniforms.columns4;
  var most = vec4f(NEVER);
  for (var c = local.y; c < uniforms.columns4; c += LANES) {
    most = max(most, load(at, c));
  }
  let top = reduce_max(max(max(most.x, most.y), max(most.z, most.w)), local);
  // the largest of what is negative is the first column; whole numbers are exact up to 2^24
  var first = vec4f(NEVER);
  for (var c = local.y; c < uniforms.columns4; c += LANES) {
    let column = vec4f(c * 4u + vec4u(0u, 1u, 2u, 3u));
    first = max(first, select(vec4f(NEVER), -column, load(at, c) == vec4f(top)));
  }
  let column = -reduce_max(max(max(first.x, first.y), max(first.z, first.w)), local);
  if (item < uniforms.rows && local.y == 0u) {
    // none is the largest where one is no number
    let answer = u32(min(column, f32(uniforms.columns - 1u)));
    ring[step.number % uniforms.entries * uniforms.rows + item] = answer;
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn each(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.y * 32768u + workgroup.x, local);
  let answers = uniforms.rows * uniforms.columns;
  if (item < answers && local.y == 0u) {
    let column = item % uniforms.columns;
    let logit = logits[item / uniforms.columns * uniforms.columns4 + column / 4u][column % 4u];
    ring[step.number % uniforms.entries * answers + item] =
      select(u32(logit > 0.0), bitcast<u32>(logit), VALUES == 1u);
  }
}
