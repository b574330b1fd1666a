import { describe, expect, it } from 'vitest';
import { LastingNote } from './lasting-note.ts';
import { Notes } from './notes.ts';

describe('a lasting note', () => {
  it('takes the place of what it said before, and leaves other notes alone', () => {
    const notes = new Notes(['other']);
    const note = new LastingNote(notes);
    note.say('one');
    note.say('two');
    expect(notes.value).toEqual(['other', 'two']);
    note.say(null);
    expect(notes.value).toEqual(['other']);
    expect(note.isShown).toBe(false);
  });

  it('comes back when it is said again after it was closed', () => {
    const notes = new Notes();
    const note = new LastingNote(notes);
    note.say('one');
    notes.close();
    expect(note.isShown).toBe(false);
    note.say('one');
    expect(notes.value).toEqual(['one']);
    expect(note.isShown).toBe(true);
  });
});
