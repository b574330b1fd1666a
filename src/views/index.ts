/** Every view, one line each; of those that are due the first comes first. */
import type { ViewId } from '../protocol/views.ts';
import { attention } from './attention.ts';
import { data } from './data.ts';
import { early } from './early.ts';
import { exampleLoss } from './example-loss.ts';
import { first } from './first.ts';
import { forcing } from './forcing.ts';
import { forecast } from './forecast.ts';
import { gates } from './gates.ts';
import { gradient } from './gradient.ts';
import { keystrokes } from './keystrokes.ts';
import { pairs } from './pairs.ts';
import { predictions } from './predictions.ts';
import { quiz } from './quiz.ts';
import { score } from './score.ts';
import { statistics } from './statistics.ts';
import { tuneGates } from './tune-gates.ts';
import { tokenLine } from './token-line.ts';
import { typing } from './typing.ts';
import type { View } from './view.ts';
import { weight } from './weight.ts';
import { written } from './written.ts';

export const views: { readonly [Id in ViewId]: View<Id> } = {
  // somebody waits at the keys
  typing,
  gates,
  statistics,
  gradient,
  weight,
  data,
  predictions,
  pairs,
  written,
  attention,
  'example-loss': exampleLoss,
  first,
  forecast,
  early,
  'tune-gates': tuneGates,
  'token-line': tokenLine,
  score,
  quiz,
  keystrokes,
  forcing,
};
