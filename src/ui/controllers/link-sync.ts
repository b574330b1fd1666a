/** Writes the settings into the address bar, and follows a link that is opened in the same tab. */
import { readLink, writeLink } from '../../config/link.ts';
import type { Session } from './session.ts';

const settleMs = 200;

export function syncLink(session: Session): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    const fragment = writeLink(session.settings.value, session.text.forLink);
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
  window.addEventListener('hashchange', () => void session.follow(readLink(location.hash)));
}
