// A product left[M, K] · right[K, N] for a CPU's registers: one invocation a workgroup, which owns
// ROWS rows × GROUP columns of vec4 and sums them STRIP columns at a time, so that all sums of a
// strip stay in registers: 4 rows × 2 vec4. The right operand is packed (ops/pack.wgsl): what a
// column of vec4 meets lies side by side, and so do the numbers of a row of the left one, in runs.
// Four k at a time: most operands then lie at an address and a constant, without an instruction.
// Engines load them in this order; V8 before 2024 loaded all of a pass first, and spilled sums.
// The kernel says where its operands lie:
//   prepare()                          copies `uniforms` into private variables
//   LEFT_STEP                          vec4 from the numbers of four k to those of the next four
//   left_first(row) -> u32             vec4 with the first number of a row, clamped to the last row
//   left_run(depth4) -> u32            how many times four k lie side by side, and
//   left_jump() -> u32                 vec4 from the end of a run to the next one
//   left_number(at, k, item) -> f32    the number of row `item` for the k-th of the four at a place
//   packed_first(group, member) -> u32 place of the first vec4 of a packed column, clamped
//   packed_value(at, k) -> vec4f       the k-th of the four vec4 at a place
// PLACES 1: all rows of an invocation share a place; else PLACES is ROWS.
const ITEMS = ROWS;
var<private> sums: array<vec4f, ROWS * GROUP>;

// First row, and the column group: `sums[item * GROUP + member]` is row + item, member of group.
struct Place { row: u32, group: u32 }

fn product(workgroup: vec3u, local: u32, depth4: u32) -> Place {
  let place = Place(workgroup.y * ROWS, workgroup.x);
  prepare();
  let run = left_run(depth4);
  let jump = left_jump();
  for (var strip = 0u; strip < STRIPS; strip++) { // unroll
    var left_at: array<u32, PLACES>;
    for (var item = 0u; item < PLACES; item++) { // unroll
      left_at[item] = left_first(place.row + item);
    }
    var right_at: array<u32, STRIP>;
    for (var member = 0u; member < STRIP; member++) { // unroll
      right_at[member] = packed_first(place.group, strip * STRIP + member);
    }
    var own: array<vec4f, ROWS * STRIP>;
    for (var rest = depth4; rest > 0u; rest -= run) {
      for (var k4 = run; k4 > 0u; k4--) {
        for (var k = 0u; k < 4u; k++) { // unroll
          var right_values: array<vec4f, STRIP>;
          for (var member = 0u; member < STRIP; member++) { // unroll
            right_values[member] = packed_value(right_at[member], k);
          }
          for (var item = 0u; item < ROWS; item++) { // unroll
            let value = vec4f(left_number(left_at[min(item, PLACES - 1u)], k, item));
            for (var member = 0u; member < STRIP; member++) { // unroll
              own[item * STRIP + member] += value * right_values[member];
            }
          }
        }
        for (var member = 0u; member < STRIP; member++) { // unroll
          right_at[member] += 4u;
        }
        for (var item = 0u; item < PLACES; item++) { // unroll
          left_at[item] += LEFT_STEP;
        }
      }
      for (var item = 0u; item < PLACES; item++) { // unroll
        left_at[item] += jump;
      }
    }
    for (var item = 0u; item < ROWS; item++) { // unroll
      for (var member = 0u; member < STRIP; member++) { // unroll
        sums[item * GROUP + strip * STRIP + member] = own[item * STRIP + member];
      }
    }
  }
  return place;
}

fn item_row(place: Place, item: u32) -> u32 {
  return place.row + item;
}
