/**
 * Which views are open, as a link names them: `view=loss,gates,equations`. A view of the main area
 * that is not named is closed; of the tabs below, one or none is open.
 */
import { inlineText } from '../lib/inline-text.ts';
import type { LinkRemark } from '../lib/problems.ts';

/** What a link needs to know of a view. */
export interface ViewPlace {
  id: string;
  place: 'main' | 'tab';
}

const mostNamed = 50;

/** Ids in the order given, unchecked: which views there are, the page knows. */
export function readViews(given: string): string[] {
  return given
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
    .slice(0, mostNamed);
}

/** What stands open where nothing is said. */
export function openAtFirst(views: readonly ViewPlace[]): string[] {
  return views.filter(({ place }) => place === 'main').map(({ id }) => id);
}

/** In the order of the page; null where everything is as it stands at first. */
export function viewsForLink(
  views: readonly ViewPlace[],
  open: readonly string[],
): string[] | null {
  const ids = views.map(({ id }) => id).filter((id) => open.includes(id));
  return ids.join() === openAtFirst(views).join() ? null : ids;
}

/** What is open then. A link that names none of the main area leaves it as it stands at first. */
export function settleViews(
  wanted: readonly string[] | null,
  views: readonly ViewPlace[],
): { open: string[]; remarks: LinkRemark[] } {
  const remarks: LinkRemark[] = [];
  const [main, tabs] = (['main', 'tab'] as const).map((place) =>
    views.filter((view) => view.place === place).map(({ id }) => id),
  );
  const known = [...new Set(wanted)].filter((id) => {
    const isKnown = main.includes(id) || tabs.includes(id);
    if (!isKnown) remarks.push({ code: 'view unknown', values: { view: inlineText(id, 40) } });
    return isKnown;
  });
  const [tab, ...others] = known.filter((id) => tabs.includes(id));
  if (others.length > 0) {
    const values = { tabs: others.length + 1, shown: tab };
    remarks.push({ code: 'too many tabs', values });
  }
  const chosen = main.filter((id) => known.includes(id));
  return { open: [...(chosen.length > 0 ? chosen : main), ...(tab ? [tab] : [])], remarks };
}
