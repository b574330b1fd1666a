/**
 * What is in a zip, by the directory at its end; the headers in front of the data only tell where
 * these begin. APPNOTE.TXT 6.3, §4.3. Archives in parts, and ZIP64, which starts at 4 GiB, are not read.
 */
import { type Budget, inflated, stored, type Unpacked } from './unpack.ts';
import { notUnpacked } from './not-unpacked.ts';

export interface Member {
  /** As it is told to people: `texts.zip/a.txt`. */
  path: string;
  /** @throws TextError where it cannot be had */
  unpack: (budget: Budget) => Promise<Uint8Array>;
}

const signatures = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 };
const lengths = { end: 22, entry: 46, local: 30 };
const longestComment = 0xffff;
/** Bits of an entry's flags: encrypted, encrypted strongly. */
const encrypted = 0x41;
/** Set where a number stands in ZIP64's own fields. */
const elsewhere = 0xffffffff;

interface Entry {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
  /** Of its header in front of the data. */
  offset: number;
}

/** @throws TextError where there is no whole directory, or nothing is in it */
export async function zipMembers(name: string, file: Blob): Promise<Member[]> {
  const entries = await directoryOf(name, file);
  const files = entries.filter((entry) => !entry.name.endsWith('/'));
  if (files.length === 0) throw notUnpacked(name, 'nothing in it');
  const known = new Set<string>();
  return files.map((entry) => {
    const path = `${name}/${entry.name}`;
    const isDouble = known.has(entry.name);
    known.add(entry.name);
    return {
      path,
      unpack: (budget) => {
        if (isDouble) throw notUnpacked(path, 'double name');
        return unpackEntry(path, entry, file, budget);
      },
    };
  });
}

async function directoryOf(name: string, file: Blob): Promise<Entry[]> {
  const from = Math.max(0, file.size - lengths.end - longestComment);
  const tail = await viewOf(file, from, file.size);
  const at = endIn(tail);
  if (at < 0) throw notUnpacked(name, 'damaged');
  const [disk, count] = [tail.getUint16(at + 4, true), tail.getUint16(at + 10, true)];
  const [size, offset] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
  if (disk === 0xffff || count === 0xffff || offset === elsewhere) {
    throw notUnpacked(name, 'unknown method');
  }
  const isWhole = disk === 0 && offset + size <= from + at;
  const entries = isWhole ? entriesIn(await viewOf(file, offset, offset + size)) : [];
  if (!isWhole || entries.length !== count) throw notUnpacked(name, 'damaged');
  return entries;
}

/** Where the last record begins; −1 where there is none. A comment may follow. */
function endIn(tail: DataView): number {
  for (let at = tail.byteLength - lengths.end; at >= 0; at--) {
    const comment = at + lengths.end + tail.getUint16(at + 20, true);
    if (tail.getUint32(at, true) === signatures.end && comment <= tail.byteLength) return at;
  }
  return -1;
}

/** As many as are whole. */
function entriesIn(directory: DataView): Entry[] {
  const entries: Entry[] = [];
  const word = (at: number) => directory.getUint32(at, true);
  const half = (at: number) => directory.getUint16(at, true);
  for (let at = 0; at + lengths.entry <= directory.byteLength;) {
    const end = at + lengths.entry + half(at + 28);
    if (word(at) !== signatures.entry || end > directory.byteLength) break;
    const bytes = new Uint8Array(directory.buffer, at + lengths.entry, half(at + 28));
    entries.push({
      ...{ name: nameIn(bytes), flags: half(at + 8), method: half(at + 10), crc: word(at + 16) },
      ...{ packed: word(at + 20), unpacked: word(at + 24), offset: word(at + 42) },
    });
    at = end + half(at + 30) + half(at + 32);
  }
  return entries;
}

/** Many programs write UTF-8 without saying so; what is none is shown byte by byte. */
function nameIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function unpackEntry(
  path: string,
  entry: Entry,
  file: Blob,
  budget: Budget,
): Promise<Uint8Array> {
  const { flags, method, crc, packed, unpacked, offset } = entry;
  if (flags & encrypted) throw notUnpacked(path, 'encrypted');
  const isElsewhere = [packed, unpacked, offset].includes(elsewhere);
  if ((method !== 0 && method !== 8) || isElsewhere) throw notUnpacked(path, 'unknown method');
  const local = await viewOf(file, offset, offset + lengths.local);
  if (local.byteLength < lengths.local || local.getUint32(0, true) !== signatures.local) {
    throw notUnpacked(path, 'damaged');
  }
  const from = offset + lengths.local + local.getUint16(26, true) + local.getUint16(28, true);
  if (from + packed > file.size) throw notUnpacked(path, 'damaged');
  const data = { name: path, data: file.slice(from, from + packed) };
  const out: Unpacked = await (method === 0 ? stored : inflated)(data, budget);
  if (out.bytes.length !== unpacked || out.crc !== crc) throw notUnpacked(path, 'wrong checksum');
  return out.bytes;
}

async function viewOf(file: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await file.slice(from, to).arrayBuffer());
}
