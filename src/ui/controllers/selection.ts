/**
 * What a person has chosen to look at and what is pointed at: one state, shared by the gates panel
 * and the tabs. The layer is a setting.
 */
import { Store } from './store.ts';

export class Selection {
  /** Id of the open tab; null while all are folded away. */
  readonly tab = new Store<string | null>(null);
  /** 0-based unit of the layer. */
  readonly unit = new Store(0);
  /** 0-based position in the gates panel's line. */
  readonly timeStep = new Store(0);
  /** The trace whose row, equation or picture is pointed at or has the focus. */
  readonly trace = new Store<string | null>(null);
  /** The one trace that the gates panel shows, or null for all. */
  readonly solo = new Store<string | null>(null);

  toggleTab(id: string): void {
    this.tab.set(this.tab.value === id ? null : id);
  }

  toggleSolo(trace: string): void {
    this.solo.set(this.solo.value === trace ? null : trace);
  }
}
