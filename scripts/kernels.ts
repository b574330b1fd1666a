/** Kernels by name, with all that is appended to them: the text that a compiler gets. */
import { cells } from '../src/cells/index.ts';
import { defaultSettings, type Settings } from '../src/config/settings.ts';
import { accuracy } from '../src/data/scores/accuracy.ts';
import { assemble } from '../src/graph/kernel-source.ts';
import { optimizers } from '../src/optimizers/index.ts';
import { type ProductForm, productForms } from '../src/protocol/product-form.ts';
import { languageModelOf } from '../src/tasks/language-model/model.ts';
import { designOf, planNet } from '../src/net/planned-net.ts';

const limits = { maxBufferBytes: 2 ** 30, maxBindingBytes: 2 ** 30 };
const vocabSize = 65;
const line = { tokens: new Uint32Array(64), targets: new Uint32Array(64) };
const model = (settings: Settings) => languageModelOf(settings, vocabSize);

/** Texts by label, of every cell and optimizer; where sizes make several of one label, the first. */
export function kernelTexts(form: ProductForm): Map<string, string> {
  const texts = new Map<string, string>();
  // an optimizer does not know which cell its weights are of
  const nets = [
    ...cells.flatMap(({ id: cell }) =>
      (['one-hot', 'embedding'] as const).map((input) => ({ cell, input })),
    ),
    ...optimizers.map(({ id: optimizer }) => ({ optimizer })),
  ];
  for (const net of nets) {
    const settings = { ...defaultSettings(), ...net, layers: 2, timeSteps: 2 };
    const plans = planNet(designOf(settings, { model, metrics: [accuracy] }), { form, limits }, [
      line,
    ]);
    for (const { plan } of [plans.training, plans.validation, plans.sampling, plans.checkup]) {
      for (const { kernel } of plan.dispatches) {
        if (!texts.has(kernel.label)) texts.set(kernel.label, assemble(kernel));
      }
    }
  }
  return texts;
}

/**
 * What the command prints.
 * @param name label of a kernel, or how it begins, where only one begins so
 * @throws Error that says what there is
 */
export function printKernel(name = '', form = 'registers'): string {
  const own = productForms.find((known) => known === form);
  if (!own) {
    throw new Error(
      `print-kernel: there is no such form: form ${form}. Choose one of ${productForms.join(', ')}.`,
    );
  }
  const texts = kernelTexts(own);
  const found = texts.has(name)
    ? [name]
    : [...texts.keys()].filter((label) => label.startsWith(name)).sort();
  if (found.length === 1) return `// ${found[0]}, form ${own}\n${texts.get(found[0])}`;
  const listed = found.length > 0 ? found : [...texts.keys()].sort();
  const what = found.length > 0 ? 'several kernels are called so' : 'there is no such kernel';
  throw new Error(
    `print-kernel: ${what}: name “${name}”. Choose one of:\n${listed.map((label) => `  ${label}`).join('\n')}`,
  );
}
