// A product left[M, K] · right[K, N] whose outputs live in registers: no workgroup memory, no
// barriers. One invocation owns ROWS rows × GROUP columns of vec4; the four lanes of a quad own
// neighbouring column groups and the same rows.
// The kernel says where its operands lie (software adapters do not hoist, so the parts that do not
// change with k are asked for once, before the loop):
//   prepare()                           copies `uniforms` into private variables
//   left_start(row) -> u32              first vec4 of a row, clamped to the last row
//   left_offset(k4, lane) -> u32        and how far from there 4·k4 + lane lies
//   left_value(at, item, lane) -> f32   that value
//   right_start(group, member) -> u32   first vec4 of a column of vec4, clamped
//   right(start, k4) -> mat4x4f         column i = right[4·k4 + i][its four columns]
const ITEMS = ROWS;
var<private> sums: array<vec4f, ROWS * GROUP>;

// First row, and the column group: `sums[item * GROUP + member]` is row + item, member of group.
struct Place { row: u32, group: u32 }

fn product(workgroup: vec3u, local: u32, depth4: u32) -> Place {
  let place = Place(workgroup.y * ROWS, workgroup.x * (WORKGROUP_X * WORKGROUP_Y) + local);
  let lane = local & 3u;
  prepare();
  var left_at: array<u32, ROWS>;
  var right_at: array<u32, GROUP>;
  for (var item = 0u; item < ROWS; item++) { // unroll
    left_at[item] = left_start(place.row + item);
  }
  for (var member = 0u; member < GROUP; member++) { // unroll
    right_at[member] = right_start(place.group, member);
  }
  for (var k4 = 0u; k4 < depth4; k4++) {
    var blocks: array<mat4x4f, GROUP>;
    for (var member = 0u; member < GROUP; member++) { // unroll
      blocks[member] = right(right_at[member], k4, member);
    }
    let offset = share_offset(k4, lane);
    for (var item = 0u; item < ROWS; item++) { // unroll
      let values = share4(left_at[item], offset, k4, item, lane);
      for (var member = 0u; member < GROUP; member++) { // unroll
        sums[item * GROUP + member] += blocks[member] * values;
      }
    }
  }
  return place;
}

fn item_row(place: Place, item: u32) -> u32 {
  return place.row + item;
}
