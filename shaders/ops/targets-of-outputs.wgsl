// Where every output has a target of its own: targets [rows · C].
// The targets of four columns; those beyond the last column are masked.
fn targets_of(row: u32, column4: u32) -> vec4u {
  let first = step.slot * step.slot_words + row * uniforms.columns;
  let column = column4 * 4u + vec4u(0u, 1u, 2u, 3u);
  let at = first + min(column, vec4u(uniforms.columns - 1u));
  let all = vec4u(targets[at.x], targets[at.y], targets[at.z], targets[at.w]);
  return select(vec4u(MASKED), all, column < vec4u(uniforms.columns));
}
