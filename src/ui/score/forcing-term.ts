/** Help on teacher forcing, which comes with its part. */
import { msg } from '@lit/localize';
import type { Term } from '../words/terms.ts';

export const forcingTerm: Term = {
  name: () => msg('teacher forcing'),
  text: () =>
    msg(
      'In training the net reads the true token at every time step, whatever it expected. When it writes, it reads what it drew itself. Both rows read the same prefix and are asked for the same true tokens; below, the net reads its own draws. Loss: −log ŷ⟨t⟩ of the true token, nats.',
    ),
};
