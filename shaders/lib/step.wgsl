// The numbers of one step of a chunk, written by the host before the chunk is submitted.
struct Step {
  // which of the chunk's steps this is: where its tokens lie in the inputs
  slot: u32,
  // words from one slot of the inputs to the next
  slot_words: u32,
  // steps done since the start
  number: u32,
  // 1 / number of targets that count
  inverse_count: f32,
  learning_rate: f32,
  // 0: not clipped
  clip_norm: f32,
  clip_value: f32,
  // β of the optimizer that has one, λ of the one that lets weights decay
  momentum: f32,
  weight_decay: f32,
  // 1 − β1^n and 1 − β2^n, computed in double precision
  bias_correction_1: f32,
  bias_correction_2: f32,
  // sampling
  seed: u32,
  position: u32,
  temperature: f32,
  top_k: u32,
  // next token when it is not drawn but given (a prompt), else 0xffffffff
  forced: u32,
  // share of a layer's outputs that the next layer does not see
  dropout: f32,
  // sampling: 0 or 1 allows all
  top_p: f32,
  // the token that ends a sequence, and whether it may come: 0, as others; 1, not; 2, nothing else may
  end: u32,
  ending: u32,
}
@group(0) @binding(1) var<uniform> step: Step;
