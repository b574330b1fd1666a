/**
 * The frame of the page. On a laptop everything stands on one screen: settings, loss above sample,
 * gates, the folded tabs. No row is lower than what its panels need: where the window is, or an open
 * tab takes room, the page scrolls. Narrower screens always do.
 */
import { css } from 'lit';

export const appStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
  }
  /* the bar stays on top, the sentence below it does not */
  header {
    display: contents;
  }
  training-bar {
    position: sticky;
    z-index: 4;
    top: 0;
  }
  main {
    display: grid;
    flex: 1;
    grid-template:
      'aside loss' minmax(380px, auto)
      'aside gates' minmax(600px, auto)
      'aside sample' minmax(380px, auto)
      'aside tabs' auto / 274px minmax(0, 1fr);
    gap: var(--gap);
    min-height: 0;
    padding: var(--gap);
  }
  .purpose {
    margin: 6px 12px -2px;
    color: var(--ink-soft);
  }
  .messages {
    margin: 0 var(--gap);
  }
  aside {
    display: flex;
    /* What is hidden from sight scrolls with the rest, instead of lengthening the page. */
    position: relative;
    grid-area: aside;
    flex-direction: column;
    gap: 6px;
    min-height: 0;
  }
  loss-panel {
    grid-area: loss;
  }
  gates-panel {
    grid-area: gates;
  }
  sample-panel {
    grid-area: sample;
  }
  tab-strip {
    grid-area: tabs;
  }
  .drop {
    display: grid;
    position: fixed;
    z-index: 9;
    inset: 0;
    place-items: center;
    border: 3px dashed var(--accent);
    background: color-mix(in srgb, var(--paper) 82%, transparent);
    font-size: 20px;
    font-weight: 600;
    pointer-events: none;
  }
  @media (min-width: 1100px) {
    :host {
      height: 100vh;
      min-height: min-content;
    }
    main {
      flex: 1 0 auto;
      /* what the panels need, and of the rest an equal share each */
      grid-template:
        'aside loss gates' auto
        'aside sample gates' auto
        'aside tabs tabs' min-content / 256px minmax(0, 5fr) minmax(0, 9fr);
    }
    :host([tab-open]) main {
      min-height: 950px;
    }
    aside {
      /* it scrolls by itself, and makes no row higher */
      contain: size;
      overflow: hidden auto;
      scrollbar-width: thin;
    }
  }
  @media (min-width: 1600px) {
    main {
      grid-template-columns: 290px minmax(0, 5fr) minmax(0, 8fr);
    }
  }
  @media (max-width: 759px) {
    main {
      grid-template:
        'aside' auto
        'loss' minmax(490px, auto)
        'gates' minmax(700px, auto)
        'sample' minmax(420px, auto)
        'tabs' auto / minmax(0, 1fr);
    }
  }
`;
