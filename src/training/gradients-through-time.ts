/** What is measured of the gradient through time, for the engine and the page. */

/**
 * Entry k · T + t belongs to the loss of token t alone, not divided by any count, and to time step
 * k; 0 where k > t.
 */
export interface GradientsThroughTime {
  /** ‖∂L_t/∂x⟨k⟩‖ */
  input: Float32Array<ArrayBuffer>;
  /** ‖∂L_t/∂a⟨k⟩‖ */
  state: Float32Array<ArrayBuffer>;
  /** ‖∂L_t/∂c⟨k⟩‖ where c is not a. */
  memory: Float32Array<ArrayBuffer> | null;
  /** Four numbers per entry, as shaders/recurrence/memory-line.wgsl says; null without gates. */
  line: Float32Array<ArrayBuffer> | null;
}
