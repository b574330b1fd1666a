// Reductions where WORKGROUP_Y invocations share an item through workgroup memory; every lane gets
// the result. Fixed order, so the same inputs give the same bits.
const LANES = WORKGROUP_Y;
var<workgroup> shared4: array<vec4f, WORKGROUP_X * WORKGROUP_Y>;

fn item_index(group: u32, local: vec3u) -> u32 {
  return group * WORKGROUP_X + local.x;
}

fn reduce_sum4(value: vec4f, local: vec3u) -> vec4f {
  shared4[local.y * WORKGROUP_X + local.x] = value;
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local.y < half) {
      shared4[local.y * WORKGROUP_X + local.x] += shared4[(local.y + half) * WORKGROUP_X + local.x];
    }
  }
  workgroupBarrier();
  let total = shared4[local.x];
  workgroupBarrier();
  return total;
}

fn reduce_max(value: f32, local: vec3u) -> f32 {
  shared4[local.y * WORKGROUP_X + local.x].x = value;
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local.y < half) {
      shared4[local.y * WORKGROUP_X + local.x].x = max(
        shared4[local.y * WORKGROUP_X + local.x].x,
        shared4[(local.y + half) * WORKGROUP_X + local.x].x,
      );
    }
  }
  workgroupBarrier();
  let largest = shared4[local.x].x;
  workgroupBarrier();
  return largest;
}

fn reduce_sum(value: f32, local: vec3u) -> f32 {
  return reduce_sum4(vec4f(value, 0.0, 0.0, 0.0), local).x;
}

// Exact up to 2^24.
fn reduce_count(value: u32, local: vec3u) -> u32 {
  return u32(reduce_sum(f32(value), local));
}
