/**
 * How much larger an element stands on the screen than its own pixels say: while presenting the page
 * is zoomed. Rectangles and pointers are in pixels of the screen; scrolls and styles in its own.
 */
export function zoomOf(element: Element): number {
  // older browsers, which do not know it, give both in the same pixels
  return (element as Partial<Pick<Element, 'currentCSSZoom'>>).currentCSSZoom || 1;
}
