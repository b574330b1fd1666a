// The cell has no weights beside the matrices.
fn load_vectors(unit: ptr<function, Unit>, unit4: u32) {}
