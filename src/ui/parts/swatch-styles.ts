/** The colours that curves of other runs are told apart by, as short lines before their names. */
import { css } from 'lit';

export const swatchStyles = css`
  i {
    flex: none;
    width: 16px;
    border-top: 2.5px solid var(--swatch, var(--ink));
  }
  i.now {
    --swatch: var(--series-train);
  }
  .kept-1 {
    --swatch: var(--kept-1);
  }
  .kept-2 {
    --swatch: var(--kept-2);
  }
  .kept-3 {
    --swatch: var(--kept-3);
  }
  .kept-4 {
    --swatch: var(--kept-4);
  }
  .kept-5 {
    --swatch: var(--kept-5);
  }
  .kept-6 {
    --swatch: var(--kept-6);
  }
`;
