// Reductions where one invocation does a whole row: what a software adapter wants.
// Items lie along x; LANES invocations along y would share an item, here there is one.
const LANES = 1u;

fn item_index(group: u32, local: vec3u) -> u32 {
  return group * WORKGROUP_X + local.x;
}

fn reduce_sum(value: f32, local: vec3u) -> f32 { return value; }
fn reduce_sum4(value: vec4f, local: vec3u) -> vec4f { return value; }
fn reduce_max(value: f32, local: vec3u) -> f32 { return value; }
fn reduce_count(value: u32, local: vec3u) -> u32 { return value; }
