/** Writes what is on the page into the address bar, and follows a link that is opened in the same tab. */
import { readLink, writeLink } from '../../config/link.ts';
import { LinkFollower } from './link-follower.ts';
import { presentation } from './presentation.ts';
import type { Session } from './session.ts';

const settleMs = 200;

/**
 * The page as it is now. That it is on a wall is said in its address, so that it survives a reload,
 * and not in a link for others.
 */
function fragmentOf({ settings, text, openViews, pins }: Session, presents = false): string {
  const look = { views: openViews.forLink, pins: pins.forLink, presents };
  return writeLink(settings.value, text.forLink, look);
}

export function linkFor(session: Session): string {
  const fragment = fragmentOf(session);
  const address = location.href.replace(/#.*$/, '');
  return fragment ? `${address}#${fragment}` : address;
}

export function syncLink(session: Session): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    const fragment = fragmentOf(session, presentation.shown.value);
    if (fragment === location.hash.replace(/^#/, '')) return;
    // Replaced, not pushed: the back button leaves the page instead of undoing each control.
    history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname + location.search);
  };
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, settleMs);
  };
  session.settings.subscribe(writeSoon);
  session.text.info.subscribe(writeSoon);
  session.text.wanted.subscribe(writeSoon);
  session.openViews.main.subscribe(writeSoon);
  session.selection.tab.subscribe(writeSoon);
  session.pins.list.subscribe(writeSoon);
  presentation.shown.subscribe(writeSoon);
  const follower = new LinkFollower(session);
  window.addEventListener('hashchange', ({ newURL }) => {
    // What the page would write now is about what was there before the link.
    clearTimeout(timer);
    // It may have been written over since. Whatever became of the link, the address says what is
    // on the page.
    void follower.follow(readLink(new URL(newURL).hash)).then(writeSoon);
  });
}
