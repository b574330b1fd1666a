/** Writes what is on the page into the address bar, and follows a link that is opened in the same tab. */
import { readLink, writeLink } from '../../config/link.ts';
import type { Settings } from '../../config/settings.ts';
import type { LinkFollower } from './link-follower.ts';
import type { OpenViews } from './open-views.ts';
import type { Pins } from './pins.ts';
import { presentation } from './presentation.ts';
import type { Selection } from './selection.ts';
import type { Readable } from './store.ts';
import type { TextOpener } from './text-opener.ts';

const settleMs = 200;

/** What a link says. */
interface Linked {
  settings: Readable<Settings>;
  text: Pick<TextOpener, 'info' | 'wanted' | 'forLink'>;
  openViews: Pick<OpenViews, 'main' | 'forLink'>;
  pins: Pick<Pins, 'list' | 'forLink'>;
}

interface Needs extends Linked {
  selection: Pick<Selection, 'tab'>;
  follower: Pick<LinkFollower, 'follow'>;
}

/**
 * The page as it is now. That it is on a wall is said in its address, so that it survives a reload,
 * and not in a link for others.
 */
function fragmentOf({ settings, text, openViews, pins }: Linked, presents = false): string {
  const look = { views: openViews.forLink, pins: pins.forLink, presents };
  return writeLink(settings.value, text.forLink, look);
}

export function linkFor(page: Linked): string {
  const fragment = fragmentOf(page);
  const address = location.href.replace(/#.*$/, '');
  return fragment ? `${address}#${fragment}` : address;
}

export function syncLink(page: Needs): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What was written last, or is followed. */
  let known = location.hash;
  const write = () => {
    clearTimeout(timer);
    // A link that the browser has not told of yet: written over, it could not be gone back from.
    if (location.hash !== known) return;
    const fragment = fragmentOf(page, presentation.shown.value);
    if (fragment === location.hash.replace(/^#/, '')) return;
    // Replaced, not pushed: the back button leaves the page instead of undoing each control.
    history.replaceState(null, '', fragment ? `#${fragment}` : location.pathname + location.search);
    known = location.hash;
  };
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, settleMs);
  };
  page.settings.subscribe(writeSoon);
  page.text.info.subscribe(writeSoon);
  page.text.wanted.subscribe(writeSoon);
  page.openViews.main.subscribe(writeSoon);
  page.selection.tab.subscribe(writeSoon);
  page.pins.list.subscribe(writeSoon);
  presentation.shown.subscribe(writeSoon);
  window.addEventListener('hashchange', ({ newURL }) => {
    // What the page would write now is about what was there before the link.
    clearTimeout(timer);
    known = location.hash;
    // Whatever became of the link, the address says what is on the page.
    void page.follower.follow(readLink(new URL(newURL).hash)).then(writeSoon);
  });
}
