/** How a comparison is done: both nets in turn, what each has reached, and both curves. */
import { msg, str } from '@lit/localize';
import { fixed } from '../format.ts';
import { metricValue } from '../words/metrics.ts';
import { countedUnits } from '../words/units.ts';
import type { ComparedNet, Comparison } from './comparison.ts';
import type { Recipe } from './experiment.ts';
import type { ExperimentPage } from './experiment-page.ts';
import type { Lab } from './lab.ts';
import { measured } from './measured.ts';
import { train } from './nets.ts';
import { keptAs, overlay } from './overlay.ts';

/** Answers of one length, of which a share is told. */
const fewestOfLength = 10;

export function sideBySide({ nets, steps, view, tellsLongest, look }: Comparison): Recipe {
  const trained = async (lab: Lab, { name, changes }: ComparedNet) => {
    const { openViews } = lab.page;
    await train(lab, changes, name(), steps);
    openViews.open('loss');
    openViews.open(view);
    await measured(lab);
    lab.find({ title: heading(name()), text: reached(lab.page, tellsLongest === true) });
  };
  return {
    async setUp(lab) {
      const [first, second] = nets;
      await trained(lab, first);
      const kept = await keptAs(lab);
      await trained(lab, second);
      if (kept !== null) await overlay(lab, kept);
    },
    look,
  };
}

/** The latest validation: by the main metric of the task, or the loss. */
function reached({ curve, metrics, task }: ExperimentPage, tellsLongest: boolean): string {
  const { loss, metrics: values = {} } = curve.validations.at(-1) ?? {};
  const { main } = metrics;
  const all = main
    ? `${main.name} ${metricValue(values[main.id])}`
    : msg(str`Validation loss ${fixed(loss, 3)}`);
  // of so few that chance decides nothing is told
  const longest = curve.labels.findLast(({ gold }) => gold >= fewestOfLength);
  if (!tellsLongest || !longest) return all;
  const length = countedUnits(task.unit, Number(longest.label));
  return `${all}\n${msg(str`${length}: ${metricValue(longest.f1)}`)}`;
}

function heading(name: string): string {
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}
