/** The gates that a person holds at 0 or 1 or rounds, to see what the net does without them. */
import type { TraceInfo } from '../../protocol/catalogue.ts';
import type { Hold, Pin } from '../../protocol/pin.ts';
import type { Session } from './session.ts';
import { type Readable, Store } from './store.ts';

/** Of the session. */
type Needs = Pick<Session, 'client' | 'engine' | 'gates' | 'net'>;

export class Pins {
  readonly #list = new Store<readonly Pin[]>([]);
  /** Later ones go before earlier ones; empty where nothing is held. */
  readonly list: Readable<readonly Pin[]> = this.#list;
  readonly #showsDifference = new Store(false);
  /** The gates panel shows what the pins change instead of the values. */
  readonly showsDifference: Readable<boolean> = this.#showsDifference;

  #session: Needs;

  constructor(session: Needs) {
    this.#session = session;
    this.list.subscribe((pins) => session.client.send({ type: 'gates.pin', pins: [...pins] }));
    // another net has other gates
    session.net.info.subscribe(() => this.freeAll());
  }

  hold(pin: Pin): void {
    const isReplaced = ({ layer, gate, unit }: Pin) =>
      layer === pin.layer && gate === pin.gate && (pin.unit === null || unit === pin.unit);
    const others = this.list.value.filter((other) => !isReplaced(other));
    const isFree =
      pin.hold === 'free' && this.#holdIn(others, pin.layer, pin.gate, pin.unit) === 'free';
    const pins = isFree ? others : [...others, pin];
    if (this.#holdAny(pins)) this.#list.set(pins);
    else this.freeAll();
  }

  roundAll(): void {
    const layers = this.#session.net.info.value?.layers ?? 0;
    this.#list.set(
      Array.from({ length: layers }, (_, at) => at + 1).flatMap((layer) =>
        this.gates.map(({ id }): Pin => ({ layer, gate: id, unit: null, hold: 'rounded' })),
      ),
    );
  }

  freeAll(): void {
    if (this.list.value.length > 0) this.#list.set([]);
    this.#showsDifference.set(false);
  }

  showDifference(isShown: boolean): void {
    this.#showsDifference.set(isShown);
  }

  /** What happens to a gate of a unit. */
  holdOf(layer: number, gate: string, unit: number): Hold {
    return this.#holdIn(this.list.value, layer, gate, unit);
  }

  /** Whether a gate of the shown layer's units is held. */
  heldUnits(gate: string): (unit: number) => boolean {
    const { layer } = this.#session.gates;
    const { value: pins } = this.list;
    return (unit) => this.#holdIn(pins, layer, gate, unit) !== 'free';
  }

  /** The gates of the cell, those that go from 0 to 1. */
  get gates(): TraceInfo[] {
    const { engine, net } = this.#session;
    const cell = engine.value.catalogue?.cells.find(({ id }) => id === net.info.value?.cell);
    return cell?.traces.filter(({ scale }) => scale === 'gate') ?? [];
  }

  /** Not where each unit of a gate that was held as a whole has been freed. */
  #holdAny(pins: readonly Pin[]): boolean {
    const { hiddenSize = 0 } = this.#session.net.info.value ?? {};
    const all = Array.from({ length: hiddenSize }, (_, at) => at);
    return pins.some(({ layer, gate, unit }) =>
      (unit === null ? all : [unit]).some(
        (each) => this.#holdIn(pins, layer, gate, each) !== 'free',
      ),
    );
  }

  #holdIn(pins: readonly Pin[], layer: number, gate: string, unit: number | null): Hold {
    const own = pins.findLast(
      (pin) => pin.layer === layer && pin.gate === gate && (pin.unit === null || pin.unit === unit),
    );
    return own?.hold ?? 'free';
  }
}
