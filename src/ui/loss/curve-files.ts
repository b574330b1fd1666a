/** What curves are saved as: loaded when the first is. */
import { msg, str } from '@lit/localize';
import { grouped } from '../format.ts';
import { download } from '../parts/download.ts';
import type { LineChart } from '../parts/line-chart.ts';
import type { Session } from '../state/session.ts';
import { comparedByName } from './compared-curves.ts';
import { curveFile } from './curve-file.ts';
import { curvePicture } from './curve-picture.ts';

/** Of the charts in the picture: the loss, and what stands below it. */
const [lossHeight, otherHeight] = [400, 200];

function nameOf({ curve, net }: Session): string {
  const { cell = 'net' } = net.info.value ?? {};
  return `curves-${cell}-step${curve.steps}`;
}

export function saveTable(session: Session, withCompared: boolean): void {
  const { curve, net, metrics: known } = session;
  const metrics = known.all.map(({ id }) => id);
  const others = withCompared ? comparedByName(session) : [];
  const table = curveFile(curve, net.info.value!.tokensPerStep, { metrics, others });
  download(`${nameOf(session)}.csv`, new Blob([table], { type: 'text/csv' }));
}

/** @param charts from top to bottom */
export function savePicture(session: Session, charts: readonly LineChart[]): void {
  const { curve, net, text, engine } = session;
  const { cell: id, layers, hiddenSize, parameters } = net.info.value!;
  const cell = engine.value.catalogue?.cells.find((one) => one.id === id)?.name ?? id;
  const title = text.info.value?.title ?? '';
  const heading = msg(
    str`${cell}, ${layers} × ${hiddenSize} units, ${grouped(parameters)} parameters · ${title} · step ${grouped(curve.steps)}`,
  );
  const drawn = charts.map((chart, index) => ({
    ...{ chart, height: index === 0 ? lossHeight : otherHeight },
  }));
  const name = `${nameOf(session)}.png`;
  const save = (picture: Blob | null) => {
    if (picture) download(name, picture);
    else session.banner.report({ kind: 'run', problem: { code: 'no picture', values: {} } });
  };
  curvePicture(heading, drawn).then(
    (canvas) => canvas.toBlob(save),
    () => save(null),
  );
}
