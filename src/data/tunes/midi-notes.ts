/** From the bytes of a MIDI file to the notes of two hands, on a grid of sixteenths. */
import { type MidiData, type MidiEvent, parseMidi } from 'midi-file';
import type { Note } from '../../lib/tunes/tune.ts';

/** What is wrong with a file, by the task's own codes. */
export interface MidiProblem {
  problem:
    'damaged MIDI' | 'MIDI of format 2' | 'MIDI by frames' | 'MIDI without notes' | 'MIDI too long';
  values: { [name: string]: string | number };
}

interface Struck extends Note {
  velocity: number;
  /** Track, or channel where there is one track. */
  part: number;
}

/** Minutes of music that are read at most, at the tempo of the file. */
const mostMinutes = 20;
/** Drums: pitches there are no pitches. */
const drums = 9;
const usualTempo = 500_000;
/** Where the right hand begins, if one part plays both. */
const middleC = 60;

/** By how it begins, or, if that is damaged, by its name. */
export function isMidi(start: Uint8Array, name: string): boolean {
  return String.fromCharCode(...start.subarray(0, 4)) === 'MThd' || /\.midi?$/i.test(name);
}

export function readMidi(bytes: Uint8Array): { notes: Note[] } | MidiProblem {
  if (!isWhole(bytes)) return damaged('it ends too early');
  let midi: MidiData;
  try {
    midi = parseMidi(bytes);
  } catch (error) {
    // the reader throws words where a number is wrong, and errors of the browser’s beyond the end
    return damaged(typeof error === 'string' ? error : 'it ends too early');
  }
  const { format, ticksPerBeat = 0, numTracks } = midi.header;
  if (format === 2) return { problem: 'MIDI of format 2', values: { tracks: numTracks } };
  if (format > 2 || midi.tracks.length < numTracks || !midi.tracks.every(isSound)) {
    return damaged('it ends too early');
  }
  if (ticksPerBeat === 0) return { problem: 'MIDI by frames', values: {} };
  const minutes = minutesOf(midi.tracks, ticksPerBeat);
  if (minutes > mostMinutes) {
    const values = { minutes: Math.round(minutes), limit: mostMinutes };
    return { problem: 'MIDI too long', values };
  }
  const struck = struckIn(midi.tracks, ticksPerBeat / 4);
  if (struck.length === 0) return { problem: 'MIDI without notes', values: { tracks: numTracks } };
  return { notes: handsOf(struck).flatMap(oneVoice) };
}

const damaged = (reason: string): MidiProblem => ({ problem: 'damaged MIDI', values: { reason } });

/** Whether its chunks are as long as they say: a reader may go on beyond the end without notice. */
function isWhole(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let chunks = 0;
  for (; at + 8 <= bytes.length; chunks++) at += 8 + view.getUint32(at + 4);
  // some programs leave zeros behind the last one
  return chunks > 1 && at <= bytes.length;
}

/** Beyond the end of its bytes the reader makes up events without numbers. */
const isSound = (track: readonly MidiEvent[]): boolean =>
  track.every(({ deltaTime }) => Number.isFinite(deltaTime));

/** By all changes of tempo, which stand in any track. */
function minutesOf(tracks: readonly MidiEvent[][], ticksPerBeat: number): number {
  const changes = tracks
    .flatMap((track) => timed(track))
    .filter(({ event }) => event.type === 'setTempo')
    .sort((a, b) => a.tick - b.tick);
  const end = Math.max(...tracks.map((track) => timed(track).at(-1)?.tick ?? 0));
  let [from, tempo, microseconds] = [0, usualTempo, 0];
  for (const { tick, event } of changes) {
    microseconds += ((tick - from) / ticksPerBeat) * tempo;
    from = tick;
    if (event.type === 'setTempo') tempo = event.microsecondsPerBeat;
  }
  return (microseconds + ((end - from) / ticksPerBeat) * tempo) / 60e6;
}

function timed(track: readonly MidiEvent[]): { tick: number; event: MidiEvent }[] {
  let tick = 0;
  return track.map((event) => ({ tick: (tick += event.deltaTime), event }));
}

/** On the grid; a note that is never released ends with its track. */
function struckIn(tracks: readonly MidiEvent[][], ticksPerSixteenth: number): Struck[] {
  const hasManyTracks = tracks.filter((track) => track.some(isStrike)).length > 1;
  const all: Struck[] = [];
  for (const [index, track] of tracks.entries()) {
    const sounding = new Map<number, { tick: number; velocity: number }>();
    const release = (key: number, tick: number) => {
      const begun = sounding.get(key);
      if (!begun) return;
      sounding.delete(key);
      const at = Math.round(begun.tick / ticksPerSixteenth);
      const length = Math.max(1, Math.round(tick / ticksPerSixteenth) - at);
      const channel = Math.floor(key / 128);
      const part = hasManyTracks ? index : channel;
      all.push({ at, length, pitch: key % 128, velocity: begun.velocity, part });
    };
    let end = 0;
    for (const { tick, event } of timed(track)) {
      end = tick;
      if (event.type !== 'noteOn' && event.type !== 'noteOff') continue;
      if (event.channel === drums) continue;
      const key = event.channel * 128 + event.noteNumber;
      release(key, tick);
      if (isStrike(event)) sounding.set(key, { tick, velocity: event.velocity });
    }
    for (const key of [...sounding.keys()]) release(key, end);
  }
  return all;
}

function isStrike(event: MidiEvent): event is MidiEvent & { type: 'noteOn'; velocity: number } {
  return event.type === 'noteOn' && event.velocity > 0 && event.channel !== drums;
}

/** The two parts that play most, the higher one first; one that plays alone is divided at middle C. */
function handsOf(struck: readonly Struck[]): Struck[][] {
  const byPart = new Map<number, Struck[]>();
  for (const note of struck) byPart.set(note.part, [...(byPart.get(note.part) ?? []), note]);
  const parts = [...byPart.values()].sort((a, b) => b.length - a.length).slice(0, 2);
  if (parts.length === 2) return parts;
  const [alone] = parts;
  return [
    alone.filter(({ pitch }) => pitch >= middleC),
    alone.filter(({ pitch }) => pitch < middleC),
  ];
}

/** Of what a hand strikes at once the loudest, of equally loud ones the highest; each until the next. */
function oneVoice(hand: readonly Struck[]): Note[] {
  const loudest = new Map<number, Struck>();
  for (const note of hand) {
    const other = loudest.get(note.at);
    const isLouder =
      !other ||
      note.velocity > other.velocity ||
      (note.velocity === other.velocity && note.pitch > other.pitch);
    if (isLouder) loudest.set(note.at, note);
  }
  const voice = [...loudest.values()].sort((a, b) => a.at - b.at);
  return voice.map(({ at, length, pitch }, index) => ({
    ...{ at, pitch },
    length: Math.min(length, (voice[index + 1]?.at ?? Infinity) - at),
  }));
}
