/** Launch geometry: how much each kernel of a training step asks of the GPU. Needs no GPU itself. */
import type { ProductForm } from '../src/protocol/product-form.ts';
import { schedule } from '../src/graph/schedule.ts';
import { languageModel } from '../src/model/language-model.ts';
import { softmax } from '../src/model/objective.ts';
import { recordTraining } from '../src/model/recordings.ts';
import { adam } from '../src/optimizers/adam.ts';
import { findConfig } from './configs.ts';
import { modelShape, unrolling } from './model.ts';

export interface KernelGeometry {
  /** What it is launched for. */
  kernel: string;
  grid: string;
  /** Of one dispatch. */
  workgroups: number;
  invocations: number;
  /** In one training step. */
  dispatches: number;
}

export interface Geometry {
  kernels: KernelGeometry[];
  /** Of one training step. */
  dispatches: number;
  workgroups: number;
  invocations: number;
  /** Programs to compile. */
  pipelines: number;
}

const forms: readonly ProductForm[] = ['registers', 'quads', 'tiles'];

/** What every WebGPU device allows. */
const limits = { maxBufferBytes: 2 ** 28, maxBindingBytes: 2 ** 27 };

function geometry(id: string, form: ProductForm): Geometry {
  const config = findConfig(id);
  const { graph } = recordTraining(
    languageModel(modelShape(config)),
    softmax,
    adam,
    unrolling(config),
  );
  const { dispatches } = schedule(graph, { name: 'training', slots: 1, limits, form });
  const kernels = new Map<string, KernelGeometry>();
  const programs = new Set<string>();
  for (const { label, kernel, grid } of dispatches) {
    const workgroups = grid[0] * grid[1] * grid[2];
    const invocations = workgroups * kernel.workgroup[0] * kernel.workgroup[1];
    programs.add(JSON.stringify([kernel.label, kernel.constants, kernel.workgroup]));
    const key = [kernel.label, label, grid].join();
    const row = kernels.get(key);
    if (row) row.dispatches += 1;
    else {
      const name = `${kernel.label}: ${label}`;
      kernels.set(key, {
        kernel: name,
        grid: grid.join(' x '),
        workgroups,
        invocations,
        dispatches: 1,
      });
    }
  }
  const rows = [...kernels.values()];
  const total = (value: (row: KernelGeometry) => number) =>
    rows.reduce((sum, row) => sum + row.dispatches * value(row), 0);
  return {
    kernels: rows,
    dispatches: total(() => 1),
    workgroups: total((row) => row.workgroups),
    invocations: total((row) => row.invocations),
    pipelines: programs.size,
  };
}

export function geometries(id: string): Record<string, Geometry> {
  return Object.fromEntries(forms.map((form) => [form, geometry(id, form)]));
}
