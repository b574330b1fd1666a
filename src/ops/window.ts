/**
 * The same weights at every place: adds up what the time steps of a window have a share in; twin of
 * shaders/ops/window*.wgsl.
 */
import kernelFile from '../../shaders/ops/window.wgsl?raw';
import gradientFile from '../../shaders/ops/window-gradient.wgsl?raw';
import keepFile from '../../shaders/ops/window-keep.wgsl?raw';
import kept from '../../shaders/ops/window-kept.wgsl?raw';
import shareAt from '../../shaders/ops/window-share-at.wgsl?raw';
import fresh from '../../shaders/ops/window-new.wgsl?raw';
import lengthsAll from '../../shaders/ops/pool-lengths-all.wgsl?raw';
import lengthsGiven from '../../shaders/ops/pool-lengths-given.wgsl?raw';
import step from '../../shaders/lib/step.wgsl?raw';
import strided from '../../shaders/lib/view-strided.wgsl?raw';
import type { KernelSource } from '../graph/kernel-source.ts';
import type { Dispatch, Op } from '../graph/op.ts';
import type { Tensor } from '../graph/tensor.ts';
import { elementwiseGrid, elementwiseWorkgroup } from './elementwise.ts';
import { viewUniforms } from './pointwise.ts';

export interface WindowAttributes {
  /** Time steps that are read at once: this one and those before it. */
  window: number;
  /** Those behind it instead. */
  isAhead: boolean;
  /**
   * [window − 1, T + 1, B, W], of streams: the shares of what was read before in the first time steps, and in its
   * last rows those in the first ones of the next batch; absent: nothing was.
   */
  kept?: Tensor;
}

/** x [T, B, window · W], lengths [B] (absent: all T) -> y [T, B, W], y⟨t⟩ = Σ_j x⟨t ∓ j⟩'s columns j · W … */
export const window: Op<WindowAttributes> = {
  name: 'window',

  outputs([x], attributes) {
    const width = x.columns / attributes.window;
    return [{ name: `${x.name}.window`, shape: [...x.shape.slice(0, -1), width] }];
  },

  backward({ inputs: [x, ...lengths], outputs, attributes }, tape) {
    const gradient = tape.gradientOf(outputs[0]);
    if (!gradient) return;
    tape.contribute(x, (into) =>
      tape.graph.record(windowGradient, [gradient, ...lengths], attributes, { into }),
    );
  },

  lower({ inputs: [x, lengths], outputs: [y], attributes }, { form }) {
    const [timeSteps, batchSize] = x.shape;
    const { kept: states } = attributes;
    const kernel = kernelOf(kernelFile, 'gather', attributes, lengths);
    const uniforms = {
      ...{ time_steps: timeSteps, batch_size: batchSize, columns4: y.columns4 },
      states_offset: states?.offset4 ?? 0,
    };
    const gather: Dispatch = {
      label: `${y.name} = windows of ${x.name}`,
      kernel: {
        ...kernel,
        libraries: [...kernel.libraries, states ? kept : fresh, shareAt],
      },
      bindings: { x, y, ...optional(lengths), ...(states && { states }) },
      uniforms,
      grid: elementwiseGrid(form, y.rows, y.columns4),
    };
    if (!states) return [gather];
    const keep: Dispatch = {
      label: `${states.name} behind ${x.name}`,
      kernel: { ...kernelOf(keepFile, 'keep', attributes, undefined), libraries: [shareAt, step] },
      bindings: { x, states },
      uniforms,
      grid: elementwiseGrid(form, batchSize, y.columns4),
    };
    return [gather, keep];
  },
};

/** d y [T, B, W], lengths [B] -> d x [T, B, window · W] */
export const windowGradient: Op<WindowAttributes> = {
  name: 'window-gradient',

  outputs([gradient], attributes) {
    const shape = [...gradient.shape.slice(0, -1), gradient.columns * attributes.window];
    return [{ name: `${gradient.name}.windows`, shape }];
  },

  lower({ inputs: [gradient, lengths], outputs: [x], attributes }, { form }) {
    const [timeSteps, batchSize] = gradient.shape;
    return [
      {
        label: `${x.name} from ${gradient.name}`,
        kernel: kernelOf(gradientFile, 'spread', attributes, lengths),
        bindings: { grad_y: gradient, grad_x: x, ...optional(lengths) },
        uniforms: {
          ...{ time_steps: timeSteps, batch_size: batchSize, columns4: gradient.columns4 },
          ...viewUniforms('y', gradient),
        },
        grid: elementwiseGrid(form, x.rows, x.columns4),
      },
    ];
  },
};

function kernelOf(
  file: string,
  entryPoint: string,
  attributes: WindowAttributes,
  lengths: Tensor | undefined,
): KernelSource {
  return {
    label: `ops/window.${entryPoint} ${attributes.window}`,
    file,
    entryPoint,
    libraries: [lengths ? lengthsGiven : lengthsAll, step, strided],
    constants: { WINDOW: attributes.window, AHEAD: attributes.isAhead ? 1 : 0 },
    workgroup: elementwiseWorkgroup,
  };
}

function optional(lengths: Tensor | undefined): Record<string, Tensor> {
  return lengths ? { lengths } : {};
}
