/** The gates panel: fields, characters, and the stack of pictures under them. */
import { css } from 'lit';

export const gatesStyles = css`
  .head {
    gap: 2px 14px;
  }
  .scales {
    display: contents;
  }
  .fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto 62px 92px;
    gap: 6px;
    align-items: end;
  }
  .fields.directed {
    grid-template-columns: minmax(0, 1fr) auto 62px 62px 92px;
  }
  /* the line above all that is chosen of the net */
  .fields.parted {
    grid-template-columns: 92px 62px minmax(92px, 1fr) auto;
  }
  .fields.parted.directed {
    grid-template-columns: 92px 62px 62px minmax(92px, 1fr);
  }
  .fields.parted > :first-child {
    grid-column: span 3;
  }
  .fields.parted > button {
    justify-self: start;
  }
  .fields button {
    height: 26px;
  }
  @media (max-width: 600px) {
    /* below, so that the view closes where all others do */
    .scales {
      display: flex;
      flex: 1 0 100%;
      flex-wrap: wrap;
      order: 1;
      gap: 2px 14px;
    }
    .fields:not(.parted) {
      grid-template-columns: 1fr 70px 1fr;
    }
    .fields.directed:not(.parted) {
      grid-template-columns: 1fr 62px 62px 1fr;
    }
    .fields > :first-child {
      grid-column: 1 / -1;
    }
  }
  .stage {
    /* not by what is in it, which is as high as it is itself */
    flex: 1 0 max(240px, var(--stage-least, 0px));
    overflow: auto;
    scrollbar-width: thin;
  }
  .characters {
    display: flex;
    width: max-content;
    height: var(--head-height, 20px);
    padding-left: 68px;
    font: var(--character-size) / 20px var(--mono);
    white-space: pre;
  }
  .characters span {
    flex: none;
    width: var(--cell-width);
    text-align: center;
  }
  .characters[data-upright] {
    align-items: end;
  }
  .characters[data-upright] span {
    max-height: 100%;
    overflow: hidden;
    line-height: var(--cell-width);
    text-align: start;
    text-overflow: ellipsis;
    writing-mode: vertical-rl;
    transform: rotate(180deg);
  }
  /* as wide as two others */
  .characters .wide {
    font-size: 0.6em;
  }
  .characters .stand {
    color: var(--ink-faint);
    opacity: 0.65;
  }
  .characters .chosen {
    border-radius: 2px;
    background: var(--accent-soft);
    box-shadow: inset 0 -2px var(--accent);
    color: var(--ink);
    opacity: 1;
  }
  .characters .pointed {
    border-radius: 2px;
    background: var(--ink);
    color: var(--surface);
    opacity: 1;
  }
  .trace {
    display: flex;
    width: max-content;
    margin-bottom: 5px;
  }
  .trace > .name {
    position: sticky;
    z-index: 1;
    left: 0;
    flex: none;
    width: 66px;
    margin-right: 2px;
    background: var(--surface);
  }
  .name help-mark {
    position: absolute;
    top: 2px;
    right: 3px;
  }
  .long help-mark {
    top: 32px;
  }
  .name > button {
    flex-direction: column;
    align-items: flex-start;
    justify-content: flex-start;
    gap: 0;
    width: 100%;
    height: 100%;
    padding: 1px 2px 1px 6px;
    border: 0;
    border-left: 3px solid var(--gate);
    border-radius: 0;
    color: var(--ink-faint);
    text-align: left;
  }
  .trace b {
    color: var(--gate);
    font-size: 14px;
    line-height: 1.3;
  }
  .trace small {
    font-size: 10.5px;
    letter-spacing: -0.01em;
  }
  .name > button[aria-pressed='true'] {
    background: var(--accent-soft);
  }
  .trace.lit {
    outline: 2px solid var(--gate);
  }
  .foot {
    display: flex;
    justify-content: space-between;
    flex-wrap: wrap;
    gap: 2px 12px;
    min-height: 18px;
    font-size: 12px;
  }
  .foot output:empty::before {
    content: attr(data-hint);
    color: var(--ink-faint);
  }
  .skipped {
    color: var(--warn);
  }
`;
