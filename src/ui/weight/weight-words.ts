/** What is said of one weight: where it acts, and whether its slope and its gradient agree. */
import { msg, str } from '@lit/localize';
import type { WeightCheck, WeightFrame, WeightUse } from '../../protocol/frames.ts';
import type { Direction } from '../../protocol/direction.ts';
import { namedCharacter } from '../characters.ts';
import { arrowOf, directed } from '../words/directions.ts';
import { type Unit, unitName, unitNames } from '../words/units.ts';

/** A weight's use, the token that it is about, and what is made of scores. */
export type Used = Pick<NonNullable<WeightFrame['measured']>, 'use' | 'symbol' | 'activation'>;
type Summary = NonNullable<WeightUse['summary']>;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 0.01234, 1.234·10⁻⁵: all with this many figures. */
export function figures(value: number, count: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const [digits, power] = value.toExponential(count - 1).split('e');
  const exponent = Number(power);
  if (exponent >= -3 && exponent < 4) {
    return value.toFixed(Math.max(0, count - 1 - exponent)).replace('-', '−');
  }
  const raised = Array.from(String(Math.abs(exponent)), (digit) => superscripts[Number(digit)]);
  return `${digits.replace('-', '−')}·10${exponent < 0 ? '⁻' : ''}${raised.join('')}`;
}

/** Whether nudging and backward agree, and how that can be told. */
export function verdictOf(check: WeightCheck, agrees: boolean): string {
  const { value, nudge, slope, gradient, rounding, bend, summands } = check;
  if (Math.fround(value + nudge) === Math.fround(value - nudge)) {
    return msg('The nudge is lost in the rounding of a weight of this size. Use a larger one.');
  }
  if (![slope, gradient].every(Number.isFinite)) {
    return msg('The loss or its gradient is not a finite number, so there is nothing to compare.');
  }
  if (slope === 0 && summands.every((summand) => summand === 0)) {
    return msg('Both are 0: over this line the loss does not depend on this weight.');
  }
  const apart = figures(Math.abs(slope - gradient), 2);
  const allowed = figures(rounding + bend, 2);
  if (!agrees) {
    return msg(
      str`They disagree: they differ by ${apart}, and rounding and curvature explain at most ${allowed}. Use a smaller nudge. If they still disagree, one of them is wrong.`,
    );
  }
  if (Math.max(Math.abs(slope), Math.abs(gradient)) > rounding + bend) {
    return msg(
      str`They agree: they differ by ${apart}, and rounding and curvature explain up to ${allowed}.`,
    );
  }
  return rounding > bend
    ? msg(str`Inconclusive: rounding alone can cause a slope of ${allowed}. Use a larger nudge.`)
    : msg(str`Inconclusive: the loss curves too much over this nudge. Use a smaller one.`);
}

/** The gradient as a sum over time steps, in the symbols of this weight's use. */
export function sumOf({ into, times, sign, before, summary }: WeightUse): string {
  if (into.kind === 'scores') return '∂L/∂w = Σₜ Σₜ′ ∂L/∂e⟨t, t′⟩ · tanh(k⟨t′⟩ + q⟨t⟩)';
  if (summary) {
    const sum = summary === 'mean' ? '1/Tx Σₜ ' : '';
    return `∂L/∂w = ∂L/∂ẑ${times.kind === 'one' ? '' : ` · ${sum}${summedSymbol(times, summary)}`}`;
  }
  const reached = `∂L/∂${productSymbol(into)}`;
  if (into.kind === 'start') return `∂L/∂w = ${reached} · ${operandSymbol(times)}`;
  const factors = times.kind === 'one' ? [reached] : [reached, operandSymbol(times, before)];
  return `∂L/∂w = ${sign < 0 ? '−' : ''}Σₜ ${factors.join(' · ')}`;
}

/** What it multiplies, and what that goes into. */
export function useWords({ use, symbol, activation }: Used, unit: Unit = 'character'): string {
  const { into, times, sign, at, before, summary } = use;
  const character = `“${namedCharacter(symbol ?? '')}”`;
  const product =
    into.kind === 'logit'
      ? scoreWords(activation, character, { unit, isOnce: summary !== undefined })
      : productWords(into);
  if (summary) return onceWords(times, summary, product);
  const operand = operandWords(times, character, unit, before);
  const when =
    at === 'source' ? msg('At every time step of the source') : msg('At every time step');
  if (into.kind === 'scores') {
    return msg(
      str`${when} this weight multiplies ${product}, once for each place t′ of the source. The results are added to the scores e⟨t, t′⟩.`,
    );
  }
  if (at === 'bridge') {
    return msg(
      str`This weight is used once, between encoder and decoder: it multiplies ${operand}. The result is added to ${product}.`,
    );
  }
  const acts =
    times.kind === 'one'
      ? msg(str`${when} this weight, a bias, is added to ${product}.`)
      : msg(str`${when} this weight multiplies ${operand}. The result is added to ${product}.`);
  const isTurned = msg('PyTorch stores this gate’s weights with the opposite sign, hence the −.');
  return sign < 0 ? `${acts} ${isTurned}` : acts;
}

/** Of a head that answers once. */
function onceWords(times: WeightUse['times'], summary: Summary, product: string): string {
  if (times.kind !== 'state') return msg(str`This weight, a bias, is added to ${product}.`);
  const [symbol, unit, layer] = [summedSymbol(times, summary), times.unit + 1, walkName(times)];
  return summary === 'mean'
    ? msg(
        str`This weight multiplies the mean of ${symbol} of unit ${unit} in layer ${layer} over all time steps. The result is added to ${product}.`,
      )
    : msg(
        str`This weight multiplies ${symbol} of unit ${unit} in layer ${layer}, where it ended. The result is added to ${product}.`,
      );
}

/** What one summand is made of. */
export function partWords(
  { into, times, at, reach, summary }: WeightUse,
  unit: Unit = 'character',
): string {
  if (summary) {
    const how = msg('∂L/∂ẑ: how the loss changes with ẑ');
    if (summary === 'mean') {
      return times.kind === 'one'
        ? msg(str`A bar is an equal share of ${how}.`)
        : msg(str`A bar is the time step’s share of the mean times ${how}.`);
    }
    return times.kind === 'one'
      ? msg(str`The last bar is ${how}. All others are 0.`)
      : msg(str`The bar where it ended is that value times ${how}. All others are 0.`);
  }
  if (into.kind === 'scores') {
    return msg('A bar is the sum over all t′ of such a product with ∂L/∂e⟨t, t′⟩.');
  }
  const symbol = productSymbol(into);
  const changes = msg(str`∂L/∂${symbol}: how the loss changes with ${symbol}`);
  const answers =
    into.kind === 'logit' || reach === 'alone'
      ? msg(str`∂L/∂${symbol}: how the loss of this ${unitName(unit)} alone changes with ${symbol}`)
      : reach === 'once'
        ? changes
        : msg(
            str`${changes}, including that of all ${at ? msg('answers') : reachedBy(into, unit, reach)}`,
          );
  return times.kind === 'one'
    ? msg(str`A bar is ${answers}.`)
    : msg(str`A bar is that value times ${answers}.`);
}

/** How the gradient follows from the bars. */
export function gradientWords({ at, summary }: WeightUse, bars: number, gradient: number): string {
  const told = figures(gradient, 4);
  if (at === 'bridge') return msg(str`So the one bar is its gradient, ${told}.`);
  return summary
    ? msg(str`The bars add up to its gradient, ${told}.`)
    : msg(
        str`The same weight is used at all ${bars} time steps, so the bars add up to its gradient, ${told}.`,
      );
}

/** A score, and what is made of it. */
function scoreWords(
  activation: Used['activation'],
  character: string,
  { unit, isOnce }: { unit: Unit; isOnce: boolean },
): string {
  const score = isOnce ? 'ẑ' : 'ẑ⟨t⟩';
  switch (activation) {
    case 'softmax':
      return msg(str`${score}, the score of ${character} before the softmax`);
    case 'sigmoid':
      return msg(str`${score}, the score of ${character} before the sigmoid`);
    case 'linear':
      return unit === 'number'
        ? msg(str`${score}, the forecast of the next number`)
        : msg(str`${score}, the forecast of ${character}`);
  }
}

function productWords(into: Exclude<WeightUse['into'], { kind: 'logit' }>): string {
  switch (into.kind) {
    case 'gate': {
      const [unit, layer] = [into.unit + 1, walkName(into)];
      return msg(str`ẑ⟨t⟩, the preactivation of ${into.symbol} of unit ${unit} in layer ${layer}`);
    }
    case 'feature':
      return msg(str`e⟨t⟩, feature ${into.feature + 1} of the embedding`);
    case 'start': {
      const [symbol, unit, layer] = [productSymbol(into), into.unit + 1, into.layer + 1];
      return msg(str`${symbol}, where unit ${unit} in layer ${layer} of the decoder begins`);
    }
    case 'key':
      return msg(str`k⟨t⟩, feature ${into.unit + 1} of what attention compares`);
    case 'query':
      return msg(str`q⟨t⟩, feature ${into.unit + 1} of what attention compares it with`);
    case 'scores':
      return msg(str`tanh(k⟨t′⟩ + q⟨t⟩) of feature ${into.unit + 1}`);
  }
}

function productSymbol(into: WeightUse['into']): string {
  switch (into.kind) {
    case 'feature':
      return 'e⟨t⟩';
    case 'start':
      return `${into.symbol.split(' = ')[0]}⟨0⟩`;
    case 'key':
      return 'k⟨t⟩';
    case 'query':
      return 'q⟨t⟩';
    default:
      return 'ẑ⟨t⟩';
  }
}

function operandWords(
  times: WeightUse['times'],
  character: string,
  unit: Unit,
  before?: number,
): string {
  const symbol = operandSymbol(times, before);
  switch (times.kind) {
    case 'one':
      return symbol;
    case 'token':
      return msg(str`${symbol}, which is 1 where ${character} is read and 0 elsewhere`);
    case 'feature':
      return msg(str`${symbol}, feature ${times.feature + 1} of the ${unitName(unit)}’s embedding`);
    case 'number':
      return unit === 'number'
        ? msg(str`${symbol}, the number that is read`)
        : msg(str`${symbol}, number ${times.feature + 1} of the ${unitName(unit)}`);
    case 'state':
      return times.time === 'end'
        ? msg(
            str`${symbol}, where unit ${times.unit + 1} in layer ${walkName(times)} of the encoder ended`,
          )
        : msg(str`${symbol} of unit ${times.unit + 1} in layer ${walkName(times)}`);
    case 'context':
      return msg(
        str`${symbol}, the context: unit ${times.unit + 1} of the encoder’s ${times.direction === 1 ? '←a' : 'a'} over all of the source`,
      );
  }
}

/** The losses that a change reaches besides that of its own time step. */
function reachedBy(
  into: Exclude<WeightUse['into'], { kind: 'logit' }>,
  unit: Unit,
  reach: WeightUse['reach'],
): string {
  const units = unitNames(unit);
  if (reach === 'all') return units;
  if (reach === 'window') return msg(str`${units} whose windows it stands in`);
  if (!('direction' in into) || into.direction === undefined) return msg(str`later ${units}`);
  return msg(str`${units} that its layer or one above reads after it`);
}

/** `2`, or `2 ←` where the layer reads both ways. */
function walkName({ layer, direction }: { layer: number; direction?: Direction }): string {
  return direction === undefined ? `${layer + 1}` : `${layer + 1} ${arrowAt(direction)}`;
}

function arrowAt(direction: Direction | undefined): '' | '→' | '←' {
  return arrowOf({ directions: direction === undefined ? 1 : 2 }, direction);
}

/** What the head of one answer reads: of the mean each time step's, else the last that was put out. */
function summedSymbol(times: WeightUse['times'], summary: Summary): string {
  if (times.kind !== 'state') return operandSymbol(times);
  return operandSymbol(summary === 'mean' ? times : { ...times, time: 'end' });
}

function operandSymbol(times: WeightUse['times'], before = 0): string {
  const read = before === 0 ? 't' : before > 0 ? `t−${before}` : `t+${-before}`;
  switch (times.kind) {
    case 'one':
      return '1';
    case 'token':
    case 'number':
      return `x⟨${read}⟩`;
    case 'feature':
      return `e⟨${read}⟩`;
    case 'context':
      return 'c⟨t⟩';
    case 'state': {
      // a GRU's memory is read as c and handed on as a; what Γr lets through is of the step before
      const arrow = arrowAt(times.direction);
      const names = directed(times.symbol, arrow).split(' = ');
      if (times.time === 'end') return `${names[0]}⟨${arrow === '←' ? '1' : 'Tx'}⟩`;
      const isBefore = times.time === 'before' || times.symbol.includes('*');
      const before = arrow === '←' ? 't+1' : 't−1';
      return isBefore ? `${names[0]}⟨${before}⟩` : `${names[names.length - 1]}⟨t⟩`;
    }
  }
}
