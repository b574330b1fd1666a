/** A browser has relaxed SIMD or has it not; Node wants to be told. */
export function allowRelaxed(): void {}
