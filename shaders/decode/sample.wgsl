// Draws the next token of each sequence from logits [B, V] and feeds it back:
// tokens[slot + 1][b] = drawn token.
//   q = softmax(logits / temperature)
//   p_i ∝ q_i over the set, 0 elsewhere: of what is not barred the top-k (ties: lower index first), and
//     of those the fewest, likeliest first, that have the share top-p
//   drawn = argmax over the set of logits_i / temperature + Gumbel_i(seed, position, b, i)
// Temperature 0 takes the likeliest. Barred is what has its bit in `barred`, and, as
// step.ending says, the end or all else. `drawn` gets, per slot and sequence, what a person may want to
// know: [token, rank among all, bits of p, candidates, bits of the sum of q over what is barred, then up
// to 10 × (token, bits of p), likeliest first].
struct Uniforms {
  // B and V; words of a row of logits
  rows: u32,
  columns: u32,
  stride: u32,
  // time steps of the ring that is fed back
  capacity: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read> barred: array<u32>;
@group(1) @binding(2) var<storage, read_write> tokens: array<u32>;
@group(1) @binding(3) var<storage, read_write> drawn: array<u32>;

const NEVER = -1e30;
const LISTED = 10u;
const RECORD = 25u;
const FIRST_LISTED = 5u;

// Where the logits of this invocation's sequence begin.
var<private> row_start: u32;

// The largest logit that is not barred, and 1 / temperature.
var<private> top: f32;
var<private> inverse: f32;

fn logit(index: u32) -> f32 {
  return logits[row_start + index];
}

// The lowest index among those whose score is `best`.
fn lowest(index: u32, local: vec3u) -> u32 {
  return u32(-reduce_max(-f32(index), local));
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn sample(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) local: vec3u,
) {
  let item = item_index(workgroup.x, local);
  let row = min(item, uniforms.rows - 1u);
  row_start = row * uniforms.stride;
  let columns = uniforms.columns;
  let greedy = step.temperature <= 0.0;
  inverse = 1.0 / max(step.temperature, 1e-6);
  let wanted = select(step.top_k, 1u, greedy);
  var bound = Bound(0u, columns);
  if (wanted > 0u && wanted < columns) {
    bound = top_k(wanted, local);
  }

  var highest = NEVER;
  var largest = NEVER;
  var out = 0u;
  for (var i = local.y; i < columns; i += LANES) {
    let own = logit(i);
    let is_out = is_barred(i);
    highest = max(highest, own);
    largest = max(largest, select(own, NEVER, is_out));
    out += u32(is_out);
  }
  top = reduce_max(largest, local);
  let has_barred = reduce_count(out, local) > 0u;
  let cut = barred_share(reduce_max(highest, local), has_barred, local);
  if (step.top_p > 0.0 && step.top_p < 1.0) {
    bound = top_k(nucleus(bound, step.top_p, local), local);
  }
  var mass = 0.0;
  var members = 0u;
  for (var i = local.y; i < columns; i += LANES) {
    if (is_in(bound, i)) {
      mass += weight(logit(i), top);
      members += 1u;
    }
  }
  let total = reduce_sum(mass, local);
  let candidates = reduce_count(members, local);

  // Gumbel-max over the set
  var score = NEVER;
  var choice = columns;
  for (var i = local.y; i < columns; i += LANES) {
    if (is_in(bound, i)) {
      let noise = gumbel(threefry(vec2u(step.seed, 1u), vec2u(step.position, i | (row << 16u))).x);
      let own = (logit(i) - top) * inverse + noise;
      if (own > score) {
        score = own;
        choice = i;
      }
    }
  }
  let best = reduce_max(score, local);
  let token = min(lowest(select(columns, choice, score == best), local), columns - 1u);

  let at = (step.slot * uniforms.rows + row) * RECORD;
  let chosen = logit(token);
  var above = 0u;
  for (var i = local.y; i < columns; i += LANES) {
    above += u32(logit(i) > chosen || (logit(i) == chosen && i < token));
  }
  let rank = 1u + reduce_count(above, local);
  let first = item == row && local.y == 0u;
  if (first) {
    drawn[at] = token;
    drawn[at + 1u] = rank;
    drawn[at + 2u] = bitcast<u32>(weight(chosen, top) / total);
    drawn[at + 3u] = candidates;
    drawn[at + 4u] = bitcast<u32>(cut);
    tokens[(step.slot + 1u) % uniforms.capacity * uniforms.rows + row] =
      select(step.forced, token, step.forced == 0xffffffffu);
  }

  // the likeliest, one after another
  var previous = -NEVER;
  var previous_index = 0u;
  for (var entry = 0u; entry < LISTED; entry++) {
    var value = NEVER;
    var index = columns;
    for (var i = local.y; i < columns; i += LANES) {
      let own = logit(i);
      let later = own < previous || (own == previous && i > previous_index);
      if (later && own > value && is_in(bound, i)) {
        value = own;
        index = i;
      }
    }
    let next = reduce_max(value, local);
    let next_index = lowest(select(columns, index, value == next), local);
    if (first) {
      let listed = at + FIRST_LISTED + entry * 2u;
      drawn[listed] = next_index;
      drawn[listed + 1u] = bitcast<u32>(weight(next, top) / total);
    }
    previous = next;
    previous_index = next_index;
  }
}
