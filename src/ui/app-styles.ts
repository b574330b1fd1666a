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
      'aside views' auto
      'aside tabs' auto / 274px minmax(0, 1fr);
    gap: var(--gap);
    min-height: 0;
    padding: var(--gap);
  }
  .purpose {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 18px;
    margin: 6px 12px -2px;
    color: var(--ink-soft);
  }
  .purpose p {
    margin: 0;
  }
  .messages,
  experiment-bar {
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
  .views {
    display: grid;
    grid-area: views;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
    min-width: 0;
  }
  loss-panel,
  sample-panel {
    min-height: 380px;
  }
  gates-panel,
  tags-panel {
    min-height: 600px;
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
  @media (min-width: 760px) {
    /* what to look at stays beside it, wherever on the page that is */
    experiment-bar {
      position: sticky;
      z-index: 3;
      top: var(--bar-height);
    }
  }
  @media (min-width: 1100px) {
    :host {
      height: calc(100vh / var(--zoom, 1));
      min-height: min-content;
    }
    main {
      flex: 1 0 auto;
      grid-template:
        'aside views' auto
        'aside tabs' min-content / 256px minmax(0, 1fr);
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
    .views {
      /* what the panels need, and of the rest an equal share each */
      grid-template:
        'loss gates' auto
        'answers gates' auto / minmax(0, 5fr) minmax(0, 9fr);
    }
    .views > * {
      min-height: 0;
    }
    loss-panel {
      grid-area: loss;
    }
    gates-panel {
      grid-area: gates;
    }
    /* what the net gives: a task has one of them */
    sample-panel,
    tags-panel,
    pairs-panel,
    forecast-panel,
    tunes-panel {
      grid-area: answers;
    }
    /* what is open takes the room of what is not */
    .views[data-open='loss gates'] {
      grid-template: 'loss gates' auto / minmax(0, 5fr) minmax(0, 9fr);
    }
    .views:not([data-open~='loss']) {
      grid-template: 'answers gates' auto / minmax(0, 5fr) minmax(0, 9fr);
    }
    .views:not([data-open~='gates']) {
      grid-template: 'loss answers' auto / minmax(0, 1fr) minmax(0, 1fr);
    }
    .views:is(
      [data-open~='tags'],
      [data-open~='pairs'],
      [data-open~='forecast'],
      [data-open~='tunes']
    ) {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .views[data-open='loss'] {
      grid-template: 'loss' auto / minmax(0, 1fr);
    }
    .views[data-open='gates'] {
      grid-template: 'gates' auto / minmax(0, 1fr);
    }
    .views:is(
      [data-open='sample'],
      [data-open='tags'],
      [data-open='pairs'],
      [data-open='forecast'],
      [data-open='tunes']
    ) {
      grid-template: 'answers' auto / minmax(0, 1fr);
    }
  }
  @media (min-width: 1600px) {
    main {
      grid-template-columns: 290px minmax(0, 1fr);
    }
    .views[data-open='loss gates sample'] {
      grid-template-columns: minmax(0, 5fr) minmax(0, 8fr);
    }
  }
  @media (max-width: 759px) {
    main {
      grid-template:
        'aside' auto
        'views' auto
        'tabs' auto / minmax(0, 1fr);
    }
    loss-panel {
      min-height: 490px;
    }
    gates-panel,
    tags-panel,
    pairs-panel,
    forecast-panel,
    tunes-panel {
      min-height: 700px;
    }
    sample-panel {
      min-height: 420px;
    }
  }

  /* For the wall: everything larger, and the folded settings in a row above. */
  :host([presenting]) {
    --zoom: 1.25;
    zoom: var(--zoom);
    min-height: calc(100vh / var(--zoom));
  }
  @media (min-width: 1600px) {
    :host([presenting]) {
      --zoom: 1.5;
    }
  }
  :host([presenting]) .purpose p {
    display: none;
  }
  @media (min-width: 760px) {
    :host([presenting]) main {
      grid-template:
        'aside' auto
        'views' 1fr
        'tabs' auto / minmax(0, 1fr);
    }
    :host([presenting]) aside {
      contain: none;
      flex-direction: row;
      align-items: start;
      overflow: visible;
    }
    :host([presenting]) aside > * {
      flex: 1;
      min-width: 0;
    }
  }
`;
