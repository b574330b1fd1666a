/** Says why a net was not built, and what can be built instead. */
import type { BannerStore } from './banner.ts';
import type { NetBuilder } from './net-builder.ts';
import type { SettingChanges } from './setting-changes.ts';
import { waysOut } from './ways-out.ts';

interface Needs {
  net: Pick<NetBuilder, 'refusal' | 'buildAnyway'>;
  changes: Pick<SettingChanges, 'changeAll'>;
  banner: BannerStore;
}

export function reportRefusals({ net, changes, banner }: Needs): void {
  net.refusal.subscribe((refusal) => {
    if (!refusal) return;
    const { problem, remedies, wanted } = refusal;
    const ways = waysOut(remedies, {
      settings: (more) => void changes.changeAll({ ...wanted, ...more }),
      allTheSame: () => net.buildAnyway(wanted),
    });
    banner.report({ kind: 'net', problem, ways });
  });
}
