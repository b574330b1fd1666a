/** Puts an open popover beside a narrow thing at the left edge, else below it, or above for want of room. */

const margin = 8;
/** A thing this close to the left edge of the page has room at its side. */
const edge = 60;

export function placePopover(popover: HTMLElement, { left, right, top, bottom }: DOMRect): void {
  const { width, height } = popover.getBoundingClientRect();
  const isBeside = left < edge && right + width + margin < innerWidth;
  const x = isBeside ? right + 6 : Math.min(left, innerWidth - width - margin);
  const below = bottom + 4;
  const y = isBeside ? top : below + height > innerHeight ? top - height - 4 : below;
  popover.style.setProperty('left', `${Math.max(margin, x)}px`);
  const lowest = innerHeight - height - margin;
  popover.style.setProperty('top', `${Math.max(margin, Math.min(y, lowest))}px`);
}
