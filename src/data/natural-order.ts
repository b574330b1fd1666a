/** The order in which people count: “chapter 2” before “chapter 10”, folder by folder. */

const collator = new Intl.Collator('en', { numeric: true });

/** Of two paths; those that read alike keep one order, by their code units. */
export function byNature(a: string, b: string): number {
  const [ofA, ofB] = [a.split('/'), b.split('/')];
  const most = Math.min(ofA.length, ofB.length);
  for (let at = 0; at < most; at++) {
    const order = collator.compare(ofA[at], ofB[at]);
    if (order !== 0) return order;
  }
  return ofA.length - ofB.length || (a < b ? -1 : a > b ? 1 : 0);
}
