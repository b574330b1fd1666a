/** The curves of kept runs, thin and named under the present one: the lines, and what says which is which. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ComparedRun } from '../state/kept-run-list.ts';
import type { Session } from '../state/session.ts';
import type { Series } from '../parts/line-chart.ts';

/** What lies below comes last. */
export function comparedSeries(session: Session, logX: boolean): Series[] {
  return comparedByName(session).flatMap(({ name: label, colour: index, curve }): Series[] => {
    const colour = `--kept-${index}`;
    return [
      {
        label: msg(str`validation of ${label}`),
        colour,
        width: 1,
        dashed: true,
        points: curve.validationPoints(logX),
      },
      { label, colour, width: 1.25, points: curve.points('smoothed', logX) },
    ];
  });
}

export function comparedLegend(session: Session): TemplateResult | typeof nothing {
  const compared = comparedByName(session);
  if (compared.length === 0) return nothing;
  return html`<ul class="compared" aria-label=${msg('Compared runs')}>
    ${compared.map(({ id, name, colour, curve }) => {
      return html`<li>
        <i class="kept-${colour}"></i><bdi>${name}</bdi>
        ${curve.steps === 0 ? html`<span class="faint">${msg('no losses')}</span>` : nothing}
        <button
          type="button"
          class="quiet"
          aria-label=${msg(str`Stop comparing ${name}`)}
          @click=${() => session.kept.compare(id, false)}
        >
          ✕
        </button>
      </li>`;
    })}
  </ul>`;
}

/** The compared runs with their names. */
export function comparedByName({ kept, names }: Session): (ComparedRun & { name: string })[] {
  return kept.compared.value.map((shown) => {
    const run = kept.run(shown.id);
    return { ...shown, name: run ? names.nameOf(run) : '' };
  });
}

export const comparedStyles = css`
  .compared {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 0 10px;
    max-height: 40px;
    margin: 0;
    padding: 0;
    overflow: auto;
    font-size: 11.5px;
    list-style: none;
  }
  .compared li {
    display: flex;
    align-items: center;
    gap: 5px;
    min-width: 0;
    max-width: 100%;
  }
  .compared bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .compared button {
    height: 18px;
    padding: 0 4px;
  }
`;
