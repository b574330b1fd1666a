/** Native dialogs. */
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    width: min(480px, calc(100vw / var(--zoom, 1) - 32px));
    padding: 16px 18px;
    border: 1px solid var(--line-strong);
    border-radius: 8px;
    background: var(--surface);
    color: var(--ink);
    box-shadow: 0 12px 40px rgb(0 0 0 / 25%);
  }
  dialog::backdrop {
    background: rgb(10 12 15 / 45%);
  }
  dialog h2 {
    margin-bottom: 6px;
    font-size: 15px;
  }
  .choices {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 14px;
  }
`;
