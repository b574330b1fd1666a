/** Entities that tags mark, by the rules of conlleval. */

export interface Entity {
  type: string;
  /** Index of its first word, and of the word behind its last. */
  from: number;
  to: number;
}

interface Tag {
  /** `O` where there is no entity; `B`, `I`, and of other schemes `E`, `L`, `S`, `U`. */
  part: string;
  type: string;
}

/** `B-PER` → B, PER. A tag of another form is an entity of one word, but for `O`. */
export function partsOf(tag: string): Tag {
  if (tag === 'O') return { part: 'O', type: '' };
  const [, part, type] = /^([BIESLU])-(.+)$/.exec(tag) ?? [];
  return part === undefined ? { part: 'S', type: tag } : { part, type };
}

const alone = new Set(['S', 'U']);
const begins = new Set(['B', ...alone]);
const ends = new Set(['E', 'L', ...alone]);

function isStart(before: Tag, tag: Tag): boolean {
  if (tag.part === 'O') return false;
  return (
    begins.has(tag.part) || before.part === 'O' || ends.has(before.part) || before.type !== tag.type
  );
}

/**
 * All entities of one sequence, in order. What begins with `I-` begins: after O, after another type
 * and at the start of the sequence.
 */
export function entitiesOf(tags: readonly string[]): Entity[] {
  const entities: Entity[] = [];
  let open: Entity | undefined;
  let before = partsOf('O');
  tags.forEach((given, index) => {
    const tag = partsOf(given);
    const starts = isStart(before, tag);
    if (open !== undefined && (starts || tag.part === 'O')) open = undefined;
    if (starts) entities.push((open = { type: tag.type, from: index, to: index }));
    if (open !== undefined) open.to = index + 1;
    before = tag;
  });
  return entities;
}
