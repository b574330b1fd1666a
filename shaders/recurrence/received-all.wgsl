// Every gate of the layer is received: they lie side by side, and so do their weights.
fn received_gate(k4: u32) -> u32 { return k4; }
fn received_weight(k4: u32) -> u32 { return k4; }
