/** A tune as a MIDI file: format 0, one track. */
import { type MidiEvent, writeMidi } from 'midi-file';
import type { Note } from './tune.ts';

const ticksPerBeat = 480;
const ticksPerSixteenth = ticksPerBeat / 4;
const velocity = 80;

export function midiOf(notes: readonly Note[], beatsPerMinute: number): Uint8Array<ArrayBuffer> {
  const events: MidiEvent[] = [
    {
      deltaTime: 0,
      meta: true,
      type: 'setTempo',
      microsecondsPerBeat: Math.round(60e6 / beatsPerMinute),
    },
    { deltaTime: 0, type: 'programChange', channel: 0, programNumber: 0 },
  ];
  let tick = 0;
  for (const { at, pitch, isOn } of strikes(notes)) {
    const now = at * ticksPerSixteenth;
    const deltaTime = now - tick;
    const note = { deltaTime, channel: 0, noteNumber: pitch };
    events.push(
      isOn ? { ...note, type: 'noteOn', velocity } : { ...note, type: 'noteOff', velocity: 0 },
    );
    tick = now;
  }
  events.push({ deltaTime: 0, meta: true, type: 'endOfTrack' });
  return Uint8Array.from(
    writeMidi({ header: { format: 0, numTracks: 1, ticksPerBeat }, tracks: [events] }),
  );
}

/** By time; what ends at one moment ends before what begins then. A pitch that is struck again ends first. */
function strikes(notes: readonly Note[]): { at: number; pitch: number; isOn: boolean }[] {
  const ends = notes.map(({ at, length, pitch }, index) => {
    const again = notes.slice(index + 1).find((next) => next.pitch === pitch)?.at ?? Infinity;
    return { at: Math.min(at + length, again), pitch, isOn: false };
  });
  const starts = notes.map(({ at, pitch }) => ({ at, pitch, isOn: true }));
  // two at once of one pitch are one
  const sounding = starts.flatMap((start, index) => {
    const end = ends[index];
    return end.at > start.at ? [start, end] : [];
  });
  return sounding.sort((a, b) => a.at - b.at || Number(a.isOn) - Number(b.isOn));
}
