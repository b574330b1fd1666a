/**
 * Canvases take turns, one a frame: the browser spends longer on passing a changed canvas on than
 * we on drawing it, and many in one frame would hold up the page.
 */
const waiting = new Map<object, () => void>();

/** Draws after one of the next frames; a later wish of the same owner replaces one that still waits. */
export function drawInTurn(owner: object, draw: () => void): void {
  if (waiting.size === 0) afterFrame(drawNext);
  waiting.set(owner, draw);
}

/** A task of its own: the frame itself has the elements to update, to lay out and to paint. */
function afterFrame(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}

function drawNext(): void {
  const [next] = waiting;
  if (!next) return;
  const [owner, draw] = next;
  waiting.delete(owner);
  if (waiting.size > 0) afterFrame(drawNext);
  draw();
}
