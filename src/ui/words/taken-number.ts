/** What a field says of a number that it could not take as it was typed. */
import { msg, str } from '@lit/localize';
import { settingNumber } from '../format.ts';

export interface Range {
  min: number;
  max: number;
}

/** @param typed NaN where it was no number @param value what stands there now @returns empty where all is said */
export function takenNumber(typed: number, value: number, { min, max }: Range): string {
  const shown = settingNumber(value);
  if (typed > max) return msg(str`${shown}, the maximum`);
  if (typed < min) return msg(str`${shown}, the minimum`);
  if (Number.isNaN(typed)) return msg(str`${shown}, unchanged`);
  return typed === value ? '' : msg(str`${shown}, rounded`);
}

/** NaN where nothing or no number stands in a field. */
export function typedNumber({ value }: HTMLInputElement): number {
  return value.trim() === '' ? NaN : Number(value);
}
