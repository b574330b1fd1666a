// A product left[M, K] · right[K, N] through workgroup memory, for real GPUs. 256 invocations make
// a tile of TILE_ROWS rows × TILE_COLUMNS columns of vec4; K is split into SLICES slices whose
// invocations accumulate 4 rows × 1 vec4 each, and the slices are added at the end (16 KiB in all).
// The kernel says where its operands lie as for registers, and left4(start, k4, item), four
// neighbouring k of a row at once. LEFT_BY_ROWS 1: neighbouring rows lie side by side.
// Afterwards each invocation owns at most one item: one row and one group of GROUP columns.
const ITEMS = 1u;
const TILE_GROUPS = TILE_COLUMNS / GROUP;
// invocations of a slice; half of them load left, half right
const WORKERS = 256u / SLICES;
const LOADERS = WORKERS / 2u;
// k4 blocks that one slice takes at a time
const DEPTH = LOADERS / TILE_COLUMNS;
// words of a slice: left [TILE_ROWS][DEPTH], then right [DEPTH][TILE_COLUMNS][4]
const SECTION = 1024u / SLICES;
const RIGHT = TILE_ROWS * DEPTH;
const OUTSIDE = 0xffffffffu;
var<private> sums: array<vec4f, GROUP>;
var<workgroup> tile: array<vec4f, 1024>;

struct Place { row: u32, group: u32 }

fn product(workgroup: vec3u, local: u32, depth4: u32) -> Place {
  let slice = local / WORKERS;
  let worker = local % WORKERS;
  let base = slice * SECTION;
  let first_row = workgroup.y * TILE_ROWS;
  let first_group = workgroup.x * TILE_GROUPS;
  let column = worker % TILE_COLUMNS;
  let block_row = worker / TILE_COLUMNS * 4u;
  prepare();
  var block_sums: array<vec4f, 4>;
  let wanted = min(worker % TILE_COLUMNS, TILE_GROUPS * GROUP - 1u);
  let right_at = right_start(first_group + wanted / GROUP, wanted % GROUP);
  for (var start = 0u; start < depth4; start += SLICES * DEPTH) {
    let first_k4 = start + slice * DEPTH;
    if (worker < LOADERS) {
      // one block of right: 4 k × 4 columns
      let k4 = first_k4 + worker / TILE_COLUMNS;
      var block = mat4x4f();
      if (k4 < depth4) {
        block = right(right_at, k4, wanted % GROUP);
      }
      for (var i = 0u; i < 4u; i++) { // unroll
        tile[base + RIGHT + worker * 4u + i] = block[i];
      }
    } else {
      // four blocks of left: 1 row × 4 k
      for (var i = 0u; i < 4u; i++) { // unroll
        let index = worker - LOADERS + i * LOADERS;
        let row = select(index / DEPTH, index % TILE_ROWS, LEFT_BY_ROWS == 1u);
        let depth_step = select(index % DEPTH, index / TILE_ROWS, LEFT_BY_ROWS == 1u);
        var values = vec4f(0.0);
        if (first_k4 + depth_step < depth4) {
          values = left4(left_start(first_row + row), first_k4 + depth_step, row);
        }
        tile[base + row * DEPTH + depth_step] = values;
      }
    }
    workgroupBarrier();
    for (var depth_step = 0u; depth_step < DEPTH; depth_step++) {
      let at = base + RIGHT + (depth_step * TILE_COLUMNS + column) * 4u;
      let block = mat4x4f(tile[at], tile[at + 1u], tile[at + 2u], tile[at + 3u]);
      for (var i = 0u; i < 4u; i++) { // unroll
        block_sums[i] += block * tile[base + (block_row + i) * DEPTH + depth_step];
      }
    }
    workgroupBarrier();
  }
  for (var i = 0u; i < 4u; i++) { // unroll
    tile[base + (block_row + i) * TILE_COLUMNS + column] = block_sums[i];
  }
  workgroupBarrier();
  let row = local % TILE_ROWS;
  let group = local / TILE_ROWS;
  if (group >= TILE_GROUPS) {
    return Place(OUTSIDE, OUTSIDE);
  }
  for (var member = 0u; member < GROUP; member++) { // unroll
    let at = row * TILE_COLUMNS + group * GROUP + member;
    var sum = tile[at];
    for (var other = 1u; other < SLICES; other++) {
      sum += tile[at + other * SECTION];
    }
    sums[member] = sum;
  }
  return Place(first_row + row, first_group + group);
}

fn item_row(place: Place, item: u32) -> u32 {
  return place.row;
}
