/** How the walks of layers that read both ways are told apart: →a and ←a, as the course writes them. */
import type { Direction } from '../../protocol/direction.ts';
import type { NetInfo } from '../../protocol/net-info.ts';

type Net = Pick<NetInfo, 'directions'> | null | undefined;

/** Nothing where layers read one way. */
export function arrowOf(net: Net, direction: Direction = 0): '' | '→' | '←' {
  if (net?.directions !== 2) return '';
  return direction === 0 ? '→' : '←';
}

/** Behind the number of a layer: `2 ←`. */
export function afterLayer(net: Net, direction?: Direction): string {
  const arrow = arrowOf(net, direction);
  return arrow && ` ${arrow}`;
}

/** An arrow over each name of a state: `→c = →a`. */
export function directed(symbol: string, arrow: string): string {
  if (arrow === '') return symbol;
  return symbol
    .split(' = ')
    .map((name) => arrow + name)
    .join(' = ');
}
