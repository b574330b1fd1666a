// What a cell sees: four neighbouring units of one sequence at one time step.
struct Unit {
  // forward: preactivations in, activations out; backward: activations in, gradients out
  gates: array<vec4f, GATES>,
  // state vectors of the time step before, and of this one
  before: array<vec4f, STATES>,
  after: array<vec4f, STATES>,
  // weights of these units beside the matrices, or their gradients
  vectors: array<vec4f, VECTORS>,
  // backward: from the recurrent product, from above, and straight from the later time step
  received: vec4f,
  grad_hidden: vec4f,
  direct: vec4f,
}
