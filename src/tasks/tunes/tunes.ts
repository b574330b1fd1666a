/** Tunes: one to many. From a first note a net goes on, note after note, and what it says is heard. */
import type { OwnProblems, TaskInfo } from '../../protocol/catalogue.ts';
import { ragtimes } from '../../data/ragtimes.ts';
import { loaded } from '../loaded.ts';
import type { Task } from '../task.ts';

const another = 'Choose another file';

const problems: OwnProblems = {
  'damaged MIDI': { what: 'the MIDI file is damaged: {reason}', advice: another },
  'MIDI of format 2': {
    what: 'the file holds several tunes side by side, MIDI format 2: tracks {tracks}',
    advice: 'Save it as format 0 or 1',
  },
  'MIDI by frames': {
    what: 'the MIDI file counts frames of a film and not beats, so it has no bars',
    advice: 'Save it with ticks per beat',
  },
  'MIDI without notes': {
    what: 'the MIDI file has no notes but drums: tracks {tracks}',
    advice: another,
  },
  'MIDI too long': {
    what: 'the MIDI file is too long: minutes {minutes}, limit {limit}',
    advice: 'Cut it',
  },
  'too few notes': {
    what: 'there are too few notes to learn from: notes {notes}, needed {needed}',
    advice: 'Choose a longer tune',
  },
  'not a note': {
    what: 'the tune has something else where a note should be: place {place}, found {found}',
    advice:
      'Write a pitch, how long it sounds and when the next begins, in sixteenths: C4 2+1 E4 2+2',
  },
  'too many notes': {
    what: 'the tune is too long: notes {notes}, limit {limit}',
    advice: 'Divide it into two lines',
  },
};

const info: TaskInfo = {
  id: 'tunes',
  name: 'Tunes',
  shows: 'Train a recurrent net on tunes, let it go on from a first note, and hear what it plays.',
  unit: 'token',
  rows: 'tune lines',
  shapes: ['one to many'],
  lacks: [
    'timeSteps',
    'symbols',
    'column',
    'diary',
    'without',
    'shortest',
    'longest',
    'samples',
    'rivals',
  ],
  own: ['scale', 'tonic'],
  metrics: [],
  problems: { en: problems },
  views: { lacks: ['sample'], own: ['tunes'] },
};

export const tunes: Task = {
  info,
  sources: [{ id: 'blues', title: 'Blues in twelve bars' }, ...ragtimes],
  async open(source, settings, work) {
    const { openTunes } = await loaded(() => import('./open-tunes.ts'));
    return openTunes(tunes, source, settings, work);
  },
};
