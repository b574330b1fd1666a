/** The gates that a person holds at 0 or 1 or rounds, to see what the net does without them. */
import type { TraceInfo } from '../../protocol/catalogue.ts';
import { msg, str } from '@lit/localize';
import { inlineText } from '../../lib/inline-text.ts';
import type { Hold, Pin } from '../../protocol/pin.ts';
import type { TrainerClient } from '../../protocol/client.ts';
import type { Engine } from './engine.ts';
import type { NetBuilder } from './net-builder.ts';
import type { Notes } from './notes.ts';
import type { ShownLine } from './shown-line.ts';
import { hasParts, stackOf } from './shown-stack.ts';
import { type Readable, Store } from './store.ts';

type Walk = Pick<Pin, 'part' | 'layer' | 'direction'>;

const isOf = ({ part, layer, direction = 0 }: Pin, walk: Walk) =>
  part === walk.part && layer === walk.layer && direction === (walk.direction ?? 0);

interface Needs {
  client: TrainerClient;
  engine: Readable<Engine>;
  net: Pick<NetBuilder, 'info' | 'calledOff'>;
  gates: Pick<ShownLine, 'walk'>;
  notes: Notes;
}

export class Pins {
  readonly #list = new Store<readonly Pin[]>([]);
  /** Later ones go before earlier ones; empty where nothing is held. */
  readonly list: Readable<readonly Pin[]> = this.#list;
  readonly #showsDifference = new Store(false);
  /** The gates panel shows what the pins change instead of the values. */
  readonly showsDifference: Readable<boolean> = this.#showsDifference;

  readonly #needs: Needs;
  /** Of a link, until its net is there. */
  #wanted: readonly Pin[] = [];

  constructor(needs: Needs, ofLink: readonly Pin[] = []) {
    this.#needs = needs;
    this.#wanted = ofLink;
    this.list.subscribe((pins) => needs.client.send({ type: 'gates.pin', pins: [...pins] }));
    // those of a link were for its net alone
    needs.net.calledOff.subscribe(() => (this.#wanted = []));
    // another net has other gates
    needs.net.info.subscribe((info) => {
      this.freeAll();
      if (info) this.#holdWanted();
    });
  }

  /** What to write into a link. */
  get forLink(): readonly Pin[] {
    return this.#wanted.length > 0 ? this.#wanted : this.list.value;
  }

  /** Those of a link instead of what is held: at once, or as soon as another net is there. */
  adopt(pins: readonly Pin[], isForNext: boolean): void {
    this.#wanted = pins;
    if (isForNext) return;
    this.freeAll();
    this.#holdWanted();
  }

  hold(pin: Pin): void {
    const isReplaced = (other: Pin) =>
      isOf(other, pin) && other.gate === pin.gate && (pin.unit === null || other.unit === pin.unit);
    const others = this.list.value.filter((other) => !isReplaced(other));
    const isFree = pin.hold === 'free' && this.#holdIn(others, pin, pin.gate, pin.unit) === 'free';
    const pins = isFree ? others : [...others, pin];
    if (this.#holdAny(pins)) this.#list.set(pins);
    else this.freeAll();
  }

  /** These and no others. */
  holdAll(pins: readonly Pin[]): void {
    this.#list.set(pins);
  }

  roundAll(): void {
    const gates = this.gates.map(({ id }) => ({ gate: id, unit: null, hold: 'rounded' as const }));
    this.#list.set(this.#walks().flatMap((walk) => gates.map((gate) => ({ ...walk, ...gate }))));
  }

  freeAll(): void {
    if (this.list.value.length > 0) this.#list.set([]);
    this.#showsDifference.set(false);
  }

  showDifference(isShown: boolean): void {
    this.#showsDifference.set(isShown);
  }

  /** What happens to a gate of a unit. */
  holdOf(walk: Walk, gate: string, unit: number): Hold {
    return this.#holdIn(this.list.value, walk, gate, unit);
  }

  /** Whether a gate of the shown walk's units is held. */
  heldUnits(gate: string): (unit: number) => boolean {
    const { walk } = this.#needs.gates;
    const { value: pins } = this.list;
    return (unit) => this.#holdIn(pins, walk, gate, unit) !== 'free';
  }

  /** Those that the net has; the link may be of another one. */
  #holdWanted(): void {
    const wanted = this.#wanted;
    this.#wanted = [];
    if (wanted.length === 0) return;
    const { hiddenSize = 0 } = this.#needs.net.info.value ?? {};
    const walks = this.#walks();
    const known = wanted.filter(
      (pin) =>
        walks.some((walk) => isOf(pin, walk)) &&
        (pin.unit ?? 0) < hiddenSize &&
        this.gates.some(({ id }) => id === pin.gate),
    );
    if (this.#holdAny(known)) this.#list.set(known);
    const [missing] = wanted.filter((pin) => !known.includes(pin));
    if (!missing) return;
    const { notes } = this.#needs;
    const name = inlineText(missing.gate, 40);
    const own = missing.direction === 1 ? `${missing.layer} ←` : String(missing.layer);
    const layer = missing.part ? msg(str`${own} of the encoder`) : own;
    notes.add([
      msg(str`The link pins the gate “${name}” of layer ${layer}, which this net does not have.`),
    ]);
  }

  /** Every walk of the net, those of its lowest layer first. */
  #walks(): Walk[] {
    const net = this.#needs.net.info.value;
    if (!net) return [];
    const parts: Pick<Walk, 'part'>[] = hasParts(net) ? [{}, { part: 'encoder' }] : [{}];
    return parts.flatMap(({ part }) => {
      const { layers, directions } = stackOf(net, part);
      const ways: Pick<Walk, 'direction'>[] = directions === 2 ? [{}, { direction: 1 }] : [{}];
      return Array.from({ length: layers }, (_, at) => at + 1).flatMap((layer) =>
        ways.map((way) => ({ ...(part && { part }), layer, ...way })),
      );
    });
  }

  /** The gates of the cell, those that go from 0 to 1. */
  get gates(): TraceInfo[] {
    const { engine, net } = this.#needs;
    const cell = engine.value.catalogue?.cells.find(({ id }) => id === net.info.value?.cell);
    return cell?.traces.filter(({ scale }) => scale === 'gate') ?? [];
  }

  /** Not where each unit of a gate that was held as a whole has been freed. */
  #holdAny(pins: readonly Pin[]): boolean {
    const { hiddenSize = 0 } = this.#needs.net.info.value ?? {};
    const all = Array.from({ length: hiddenSize }, (_, at) => at);
    return pins.some((pin) =>
      (pin.unit === null ? all : [pin.unit]).some(
        (each) => this.#holdIn(pins, pin, pin.gate, each) !== 'free',
      ),
    );
  }

  #holdIn(pins: readonly Pin[], walk: Walk, gate: string, unit: number | null): Hold {
    const own = pins.findLast(
      (pin) => isOf(pin, walk) && pin.gate === gate && (pin.unit === null || pin.unit === unit),
    );
    return own?.hold ?? 'free';
  }
}
