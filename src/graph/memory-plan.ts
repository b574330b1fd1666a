/**
 * Decides where every storage lives. Weights, gradients and moments are sections of flat buffers;
 * inputs are sections of a slot; everything else goes to arenas such that
 * - what is needed at the same time does not overlap (liveness over the dispatches),
 * - no dispatch reads and writes the same buffer through bindings of different access: WebGPU
 *   refuses that even for disjoint ranges,
 * - no buffer outgrows what one may be.
 */
import { readInterface } from './kernel-source.ts';
import { SettingsError, ShapeError } from '../lib/errors.ts';
import { alignedWords, type Graph } from './graph.ts';
import type { Dispatch } from './op.ts';
import { numbersBytes, type Placement, type PlannedBuffer } from './plan.ts';
import type { Storage } from './tensor.ts';

export interface MemoryLimits {
  maxBufferBytes: number;
  maxBindingBytes: number;
}

export interface MemoryPlan {
  buffers: PlannedBuffer[];
  placements: Map<Storage, Placement>;
  states: Storage[];
  inputs: Storage[];
  slotBytes: number;
}

interface Use {
  storage: Storage;
  first: number;
  last: number;
  /** Storages that may not share its buffer. */
  apart: Set<Storage>;
}

interface Arena {
  members: { use: Use; start: number; end: number }[];
  bytes: number;
}

const bytesOf = (storage: Storage): number => alignedWords(storage.words) * 4;

export function planMemory(
  graph: Graph,
  dispatches: readonly Dispatch[],
  slots: number,
  limits: MemoryLimits,
): MemoryPlan {
  const uses = collectUses(graph, dispatches);
  const buffers: PlannedBuffer[] = [];
  const placements = new Map<Storage, Placement>();
  placeParameters(graph, uses, buffers, placements);

  const inputs = [...uses.keys()].filter(({ role }) => role === 'input');
  let slotBytes = numbersBytes;
  const inputBuffer = buffers.push({ name: 'inputs', kind: 'inputs', bytes: 0 }) - 1;
  for (const storage of inputs) {
    placements.set(storage, { buffer: inputBuffer, offset: slotBytes });
    slotBytes += bytesOf(storage);
  }
  buffers[inputBuffer].bytes = slotBytes * slots;

  const arenas: Arena[] = [];
  for (const use of uses.values()) {
    if (use.storage.role !== 'state' && use.storage.role !== 'transient') continue;
    if (bytesOf(use.storage) > limits.maxBindingBytes) throw tooLarge(use.storage, limits);
    const { arena, offset } = place(use, arenas, limits);
    placements.set(use.storage, { buffer: buffers.length + arena, offset });
  }
  arenas.forEach(({ bytes }, index) => {
    buffers.push({ name: `arena ${index}`, kind: 'arena', bytes });
  });
  const states = [...uses.keys()].filter(({ role }) => role === 'state');
  return { buffers, placements, states, inputs, slotBytes };
}

/** First and last dispatch of each storage, and what must stay apart from it. */
function collectUses({ readBack }: Graph, dispatches: readonly Dispatch[]): Map<Storage, Use> {
  const uses = new Map<Storage, Use>();
  dispatches.forEach(({ kernel, bindings, label }, index) => {
    const read = new Set<Storage>();
    const written = new Set<Storage>();
    for (const { name, writable } of readInterface(kernel).storage) {
      const tensor = bindings[name];
      if (!tensor) throw unbound(label, name);
      (writable ? written : read).add(tensor.storage);
    }
    for (const storage of [...read, ...written]) {
      const isState = storage.role === 'state';
      const first = isState ? 0 : index;
      const last = isState || readBack.has(storage) ? dispatches.length - 1 : index;
      const use = uses.get(storage) ?? { storage, first, last, apart: new Set() };
      use.last = Math.max(use.last, last);
      uses.set(storage, use);
      const others = read.has(storage) ? written : read;
      for (const other of others) use.apart.add(other);
      if (use.apart.has(storage)) throw bothWays(label, storage);
    }
  });
  return uses;
}

function placeParameters(
  graph: Graph,
  uses: Map<Storage, Use>,
  buffers: PlannedBuffer[],
  placements: Map<Storage, Placement>,
): void {
  const sections = new Map<Storage, number>();
  let offset = 0;
  for (const { storage } of graph.parameters) {
    sections.set(storage, offset);
    offset += bytesOf(storage);
  }
  for (const [role, kind] of [
    ['parameter', 'parameters'],
    ['gradient', 'gradients'],
    ['moment', 'moments'],
  ] as const) {
    const members = [...uses.keys()].filter((storage) => storage.role === role);
    if (members.length === 0) continue;
    const flat = members.filter((storage) => storage.flat).map(bytesOf);
    const bytes = role === 'moment' ? Math.max(...flat) : offset;
    const buffer = buffers.push({ name: kind, kind, bytes }) - 1;
    for (const storage of members) {
      const parameter = role === 'gradient' ? graph.parameterOf(storage)?.storage : storage;
      const section = storage.flat ? 0 : (sections.get(parameter ?? storage) ?? 0);
      placements.set(storage, { buffer, offset: section });
    }
  }
}

/** First arena, and the lowest gap in it, where the storage fits. */
function place(use: Use, arenas: Arena[], limits: MemoryLimits): { arena: number; offset: number } {
  const bytes = bytesOf(use.storage);
  for (let arena = 0; ; arena++) {
    const { members, bytes: size } = (arenas[arena] ??= { members: [], bytes: 0 });
    const clashes = members.some(
      ({ use: other }) => use.apart.has(other.storage) || other.apart.has(use.storage),
    );
    if (clashes) continue;
    const alive = members
      .filter(({ use: other }) => other.first <= use.last && use.first <= other.last)
      .sort((a, b) => a.start - b.start);
    let offset = 0;
    for (const { start, end } of alive) {
      if (offset + bytes <= start) break;
      offset = Math.max(offset, end);
    }
    if (offset + bytes > limits.maxBufferBytes) continue;
    members.push({ use, start: offset, end: offset + bytes });
    arenas[arena].bytes = Math.max(size, offset + bytes);
    return { arena, offset };
  }
}

function unbound(label: string, name: string): ShapeError {
  return new ShapeError({
    where: label,
    what: 'an array of the kernel is not bound',
    values: { array: name },
    advice: 'Name it in the bindings of the dispatch',
  });
}

function bothWays(label: string, storage: Storage): ShapeError {
  return new ShapeError({
    where: label,
    what: 'reads and writes one tensor through two bindings',
    values: { tensor: storage.name },
    advice: 'Bind it once, read_write',
  });
}

function tooLarge(storage: Storage, { maxBindingBytes }: MemoryLimits): SettingsError {
  const values = { part: storage.name, bytes: bytesOf(storage), largest: maxBindingBytes };
  return new SettingsError({ code: 'part too large', values });
}
