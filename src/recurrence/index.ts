/** The strategies by name, and the walk over a stack by one or several of them. */
import type { Graph } from '../graph/graph.ts';
import { composed } from './composed.ts';
import { stepwise } from './stepwise.ts';
import type { StackTensors, Strategy, Walk } from './strategy.ts';

export const strategies = { composed, stepwise } as const;
export type StrategyId = keyof typeof strategies;

/** One for all layers, or one for each layer, from 0, of each stack, by its prefix. */
export type StrategyChoice = StrategyId | ((stack: string, layer: number) => Strategy);

/**
 * Records the layers' walks, lowest first. Neighbours of one strategy are walked at once where it
 * knows how.
 */
export function walkLayers(
  graph: Graph,
  stack: StackTensors,
  strategyOf: (layer: number) => Strategy,
): Walk[] {
  const { layers } = stack;
  const walks: Walk[] = [];
  while (walks.length < layers.length) {
    const first = walks.length;
    const strategy = strategyOf(first);
    let end = first + 1;
    while (end < layers.length && strategyOf(end) === strategy) end++;
    const part = { ...stack, layers: layers.slice(first, end), input: inputOf(stack, walks) };
    walks.push(...(strategy.walkAll?.(graph, part) ?? walkInTurn(graph, part, strategy)));
  }
  return walks;
}

function walkInTurn(graph: Graph, stack: StackTensors, strategy: Strategy): Walk[] {
  const walks: Walk[] = [];
  for (const layer of stack.layers) {
    walks.push(strategy.walk(graph, { ...stack, input: inputOf(stack, walks) }, layer));
  }
  return walks;
}

/** What the next layer reads. */
function inputOf({ input }: StackTensors, walks: readonly Walk[]) {
  return walks.at(-1)?.output ?? input;
}
