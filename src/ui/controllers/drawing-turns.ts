/**
 * Canvases take turns, one a frame: the browser spends longer on passing a changed canvas on than
 * we on drawing it, and many in one frame would hold up the page.
 */
const waiting = new Map<object, () => void>();

/** Draws in one of the next frames; a later wish of the same owner replaces one that still waits. */
export function drawInTurn(owner: object, draw: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(drawNext);
  waiting.set(owner, draw);
}

function drawNext(): void {
  const [next] = waiting;
  if (!next) return;
  const [owner, draw] = next;
  waiting.delete(owner);
  if (waiting.size > 0) requestAnimationFrame(drawNext);
  draw();
}
