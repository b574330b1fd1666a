/**
 * Puts an open popover beside a thing that asks for it or stands at the left edge, else below it, or
 * above for want of room.
 */
import { zoomOf } from '../zoom.ts';

const margin = 8;
/** A thing this close to the left edge of the page has room at its side. */
const edge = 60;

export function placePopover(popover: HTMLElement, anchor: DOMRect, wantsSide = false): void {
  const { left, right, top, bottom } = anchor;
  const { width, height } = popover.getBoundingClientRect();
  const isBeside = (wantsSide || left < edge) && right + width + margin < innerWidth;
  const x = isBeside ? right + 6 : Math.min(left, innerWidth - width - margin);
  const below = bottom + 4;
  const lowest = innerHeight - height - margin;
  const y = isBeside ? top : below > lowest ? top - height - 4 : below;
  const zoom = zoomOf(popover);
  popover.style.setProperty('left', `${Math.max(margin, x) / zoom}px`);
  popover.style.setProperty('top', `${Math.max(margin, Math.min(y, lowest)) / zoom}px`);
}
