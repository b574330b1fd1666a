/** The curve of a run under that of the one that has taken its place, where the browser keeps runs. */
import type { Lab } from './lab.ts';

/** Id of the present run among those kept, where the browser keeps any. */
export async function keptAs({ page, until }: Lab): Promise<string | null> {
  const { kept, keptStep, progress } = page;
  const here = () => kept.list.value?.runs.find(({ use }) => use === 'here');
  const isListed = () => here()?.step === progress.value.step;
  await until(() => isListed() || keptStep.unkept.value !== null, [kept.list, keptStep.unkept]);
  return isListed() ? here()!.id : null;
}

/** Its losses under those of the run that is there now. */
export async function overlay({ page, until }: Lab, id: string): Promise<void> {
  const { kept } = page;
  await until(() => kept.run(id)?.use !== 'here', [kept.list]);
  kept.compare(id, true);
}
