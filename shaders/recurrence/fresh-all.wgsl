// Every sequence begins with this step.
fn is_fresh(sequence: u32) -> bool { return true; }
