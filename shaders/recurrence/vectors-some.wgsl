// vectors [D, H/4, VECTORS, 4]: weights of single units beside the matrices.
@group(1) @binding(6) var<storage, read> vectors: array<vec4f>;

fn load_vectors(unit: ptr<function, Unit>, unit4: u32) {
  let at = (direction() * sizes.hidden4 + unit4) * VECTORS;
  for (var vector = 0u; vector < VECTORS; vector++) { // unroll
    (*unit).vectors[vector] = vectors[at + vector];
  }
}
