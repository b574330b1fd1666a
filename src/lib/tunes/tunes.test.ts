import fc from 'fast-check';
import { parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { midiOf } from './midi.ts';
import { sampleRate, secondsOf, synthesise } from './synthesis.ts';
import { inOrder, longestNote, type Note, pitchName, pitchOf, readTune, tokensOf } from './tune.ts';
import { wavOf } from './wav.ts';

const notes = (...all: [at: number, length: number, pitch: number][]): Note[] =>
  all.map(([at, length, pitch]) => ({ at, length, pitch }));

describe('a tune in tokens', () => {
  it('is read as it was written', () => {
    const note = fc.record({
      at: fc.integer({ min: 0, max: 60 }),
      length: fc.integer({ min: 1, max: longestNote }),
      pitch: fc.integer({ min: 0, max: 127 }),
    });
    fc.assert(
      fc.property(fc.array(note, { minLength: 1 }), (all) => {
        const tune = inOrder(all);
        const gaps = tune.slice(1).map(({ at }, index) => at - tune[index].at);
        // no token says a longer rest
        fc.pre(gaps.every((gap) => gap <= longestNote));
        const first = tune[0].at;
        const read = readTune(tokensOf(tune));
        expect(read.notes).toEqual(tune.map((one) => ({ ...one, at: one.at - first })));
        expect(read.misplaced).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('names pitches as others do', () => {
    expect([0, 21, 60, 61, 127].map(pitchName)).toEqual(['C-1', 'A0', 'C4', 'C#4', 'G9']);
    for (let pitch = 0; pitch <= 127; pitch++) expect(pitchOf(pitchName(pitch))).toBe(pitch);
    expect(['G#9', 'H4', 'c4', 'C10', '2+2'].map(pitchOf)).toEqual([null, null, null, null, null]);
  });

  it('leaves out what stands where it makes no note', () => {
    const read = readTune(['2+2', 'C4', 'E4', '4+2', '<EOS>', 'G4', '17+1', '2+1', 'C5']);
    expect(read.notes).toEqual(notes([0, 4, 60], [2, 2, 67]));
    expect(read.places).toEqual([1, 5]);
    expect(read.misplaced).toEqual([0, 2, 4, 6, 8]);
    expect(read.length).toBe(4);
  });
});

describe('a tune as sound', () => {
  const tune = notes([0, 4, 60], [0, 8, 48], [4, 4, 67]);

  it('is as long as its notes, and never clipped', () => {
    for (const all of [
      tune,
      notes(...Array.from({ length: 40 }, (_, at): [number, number, number] => [0, 16, 30 + at])),
    ]) {
      const samples = synthesise(all, 120);
      expect(samples.length).toBe(Math.ceil(secondsOf(all, 120) * sampleRate));
      const loudest = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      expect(loudest).toBeGreaterThan(0.8);
      expect(loudest).toBeLessThan(0.9);
    }
    // eight sixteenths are a second, and the last note fades
    expect(secondsOf(tune, 120)).toBeCloseTo(1.12, 6);
    expect(synthesise([], 120)).toHaveLength(0);
  });

  it('has the pitch of its note', () => {
    const samples = synthesise(notes([0, 16, 69]), 60);
    let turns = 0;
    for (let at = 1; at < sampleRate; at++) if (samples[at - 1] < 0 && samples[at] >= 0) turns++;
    expect(Math.abs(turns - 440)).toBeLessThanOrEqual(1);
  });

  it('is a WAV file of one channel and 16 bits', () => {
    const bytes = wavOf(Float32Array.of(0, 0.5, -1, 1), 44_100);
    const view = new DataView(bytes.buffer);
    const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
    expect([0, 8, 12, 36].map(word)).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
    expect([4, 24, 28, 40].map((at) => view.getUint32(at, true))).toEqual([44, 44_100, 88_200, 8]);
    expect([20, 22, 32, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 2, 16]);
    const samples = [44, 46, 48, 50].map((at) => view.getInt16(at, true));
    expect(samples).toEqual([0, 16_384, -32_767, 32_767]);
  });
});

describe('a tune as a MIDI file', () => {
  it('says when each note begins and ends', () => {
    const { header, tracks } = parseMidi(midiOf(notes([0, 4, 60], [2, 8, 60], [4, 2, 64]), 120));
    expect(header).toMatchObject({ format: 0, numTracks: 1, ticksPerBeat: 480 });
    let tick = 0;
    const events = tracks[0].flatMap((event) => {
      tick += event.deltaTime;
      return event.type === 'noteOn' || event.type === 'noteOff'
        ? [[tick / 120, event.type, event.noteNumber]]
        : [];
    });
    expect(events).toEqual([
      [0, 'noteOn', 60],
      [2, 'noteOff', 60],
      [2, 'noteOn', 60],
      [4, 'noteOn', 64],
      [6, 'noteOff', 64],
      [10, 'noteOff', 60],
    ]);
  });
});
