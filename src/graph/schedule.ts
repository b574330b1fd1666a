/**
 * The scheduler: graph → plan. Nodes already stand in an order that works (they were recorded in
 * it); the scheduler fuses neighbours, lowers every node to launches, and plans the memory.
 */
import type { Graph } from './graph.ts';
import { type MemoryLimits, planMemory } from './memory-plan.ts';
import type { Dispatch, Node, Target } from './op.ts';
import { packUniforms } from './uniforms.ts';
import type { ProductForm } from '../protocol/product-form.ts';
import type { Plan } from './plan.ts';
import { type Storage, type Tensor, wholeTensor, wordsOf } from './tensor.ts';

export interface ScheduleOptions extends Target {
  name: string;
  /** Nodes may be lowered in another form than the plan's: what is stored is the same in all of them. */
  formOf?: FormChoice;
  /** Most steps in a chunk. */
  slots: number;
  limits: MemoryLimits;
}

/** The form of a node's kernels; undefined: the plan's. */
export type FormChoice = (node: Node) => ProductForm | undefined;

export function schedule(graph: Graph, options: ScheduleOptions): Plan {
  const { name, slots, limits, form, formOf, supply } = options;
  const nodes = fuse(graph.nodes);
  const transient = roomFor(graph);
  const dispatches = nodes.flatMap((node) => {
    const own = formOf?.(node) ?? form;
    const launches = node.op.lower(node, { form: own, supply, transient });
    return own === form ? launches : launches.map((launch) => labelled(launch, own));
  });
  const memory = planMemory(graph, dispatches, slots, limits);
  const { uniforms, uniformOffsets } = packUniforms(dispatches);
  memory.buffers.push({ name: 'uniforms', kind: 'uniforms', bytes: uniforms.byteLength });
  const parameters = graph.parameters;
  return { name, form, dispatches, parameters, slots, uniforms, uniformOffsets, ...memory };
}

/** So that a printed plan says which nodes are of another form than the plan. */
function labelled(dispatch: Dispatch, form: ProductForm): Dispatch {
  return { ...dispatch, label: `${dispatch.label} in ${form}` };
}

/** Transients of a plan alone: the graph, which may be scheduled again, knows nothing of them. */
function roomFor({ storages }: Graph) {
  let id = storages.length;
  return (name: string, shape: readonly number[]): Tensor =>
    wholeTensor(
      { id: id++, name, role: 'transient', dtype: 'f32', words: wordsOf(shape, 'f32') },
      shape,
    );
}

/** Joins a node with the next one where its op knows how and nobody else reads in between. */
function fuse(nodes: readonly Node[]): Node[] {
  const readers = countReaders(nodes);
  const fused: Node[] = [];
  for (const node of nodes) {
    const previous = fused.at(-1);
    const between = previous?.outputs[0];
    const only = between && node.inputs.includes(between) && readers.get(between.storage) === 1;
    const joined = only ? previous.op.fuse?.(previous, node) : undefined;
    if (joined) fused[fused.length - 1] = joined;
    else fused.push(node);
  }
  return fused;
}

function countReaders(nodes: readonly Node[]): Map<Storage, number> {
  const readers = new Map<Storage, number>();
  for (const { inputs } of nodes) {
    for (const { storage } of inputs) readers.set(storage, (readers.get(storage) ?? 0) + 1);
  }
  return readers;
}
