/**
 * `npm test` is done within a quarter of an hour on two cores; `npm test -- --thorough` tries all there
 * is. What is left to the thorough run: further bugs for a check that has noticed one, what a software
 * GPU, which takes long to compile, would try of sizes that the CPU tries in both, and further seeds.
 */
import { describeBug, type PlantedBug } from './planted-bugs.ts';

export const isThorough = import.meta.env.THOROUGH === '1';

/**
 * Of each check the first bug, after its title, as `it.each` takes them: so each is seen to fail.
 * Thoroughly: all of them.
 */
export function bugsToPlant(bugs: readonly PlantedBug[]): [string, PlantedBug][] {
  const checks = new Set<string>();
  const isFirst = ({ check }: PlantedBug) => !checks.has(check) && Boolean(checks.add(check));
  return bugs.filter((bug) => isThorough || isFirst(bug)).map((bug) => [describeBug(bug), bug]);
}

/** So many of what is drawn at random and tried one by one: a third; thoroughly all. */
export function timesOf(all: number): number {
  return isThorough ? all : Math.ceil(all / 3);
}

/** Of the cases of a sweep that takes long every third; thoroughly all. */
export function someOf<Case>(cases: readonly Case[]): readonly Case[] {
  // one place further each time: lists are often made of groups of three
  return cases.filter((_, at) => isThorough || at % 3 === Math.floor(at / 3) % 3);
}
