// One time step of a beam search: of K beginnings of each sequence and all tokens that may come next,
// the K likeliest together, best first.
//   total: totals[row] = log Σ e^{logits[row]}
//   grow:  candidates (k, v): score[k] + logits[k, v] − total[k]; of a beginning that has ended only
//          v = END, at no cost. Ties: lower k, then lower v.
// Rows b · K + k. logits [B·K, V]; parents: from which row a beginning has come, tokens: what it grew by.
// At first there is one beginning, k = 0. total: one invocation per row; grow: per sequence.
struct Uniforms {
  sequences: u32,
  beams: u32,
  columns: u32,
  // words of a row of logits
  stride: u32,
  end: u32,
}
@group(0) @binding(0) var<uniform> uniforms: Uniforms;
@group(1) @binding(0) var<storage, read> logits: array<f32>;
@group(1) @binding(1) var<storage, read> scores_before: array<f32>;
@group(1) @binding(2) var<storage, read> tokens_before: array<u32>;
@group(1) @binding(3) var<storage, read_write> totals: array<f32>;
@group(1) @binding(4) var<storage, read_write> scores: array<f32>;
@group(1) @binding(5) var<storage, read_write> tokens: array<u32>;
@group(1) @binding(6) var<storage, read_write> parents: array<u32>;

// stands for minus infinity, which WGSL may assume never to occur
const NEVER = -1e30;

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn total(@builtin(global_invocation_id) global: vec3u) {
  let row = global.x;
  if (row >= uniforms.sequences * uniforms.beams) {
    return;
  }
  let start = row * uniforms.stride;
  var top = NEVER;
  for (var v = 0u; v < uniforms.columns; v++) {
    top = max(top, logits[start + v]);
  }
  var sum = 0.0;
  for (var v = 0u; v < uniforms.columns; v++) {
    sum += exp(max(logits[start + v] - top, -87.0));
  }
  totals[row] = top + log(sum);
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn grow(@builtin(global_invocation_id) global: vec3u) {
  if (global.x >= uniforms.sequences) {
    return;
  }
  let first = global.x * uniforms.beams;
  let columns = uniforms.columns;
  // the one that was taken last: the next one is the best of those behind it
  var last_score = -NEVER;
  var last = 0u;
  for (var rank = 0u; rank < uniforms.beams; rank++) {
    var best_score = 2.0 * NEVER;
    var best = 0u;
    for (var k = 0u; k < uniforms.beams; k++) {
      let row = first + k;
      let has_ended = FIRST == 0u && tokens_before[row] == uniforms.end;
      var before = select(NEVER, 0.0, k == 0u);
      if (FIRST == 0u) {
        before = scores_before[row];
      }
      for (var v = 0u; v < columns; v++) {
        let gain = select(logits[row * uniforms.stride + v] - totals[row], 0.0, has_ended);
        let may_follow = !has_ended || v == uniforms.end;
        let score = before + gain;
        let index = k * columns + v;
        let is_behind = score < last_score || (score == last_score && index > last);
        if (may_follow && is_behind && score > best_score) {
          best_score = score;
          best = index;
        }
      }
    }
    last_score = best_score;
    last = best;
    scores[first + rank] = best_score;
    tokens[first + rank] = best % columns;
    parents[first + rank] = first + best / columns;
  }
}
