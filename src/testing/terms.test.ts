import { describe, expect, it } from 'vitest';
import { settingKeys } from '../config/settings.ts';
import { catalogue } from '../worker/catalogue.ts';
import { gateText } from '../ui/words/gate-texts.ts';
import { quizTerm } from '../ui/quiz/quiz-term.ts';
import { forcingTerm } from '../ui/score/forcing-term.ts';
import { keystrokesTerm } from '../ui/typing/typing-term.ts';
import { momentsTerm } from '../ui/second-text/second-words.ts';
import { bestTerm } from '../ui/words/best.ts';
import { barredTerm } from '../ui/sample/barred-term.ts';
import { rivalTerms } from '../ui/tags/rival-terms.ts';
import { termOfSetting, terms, termsOf } from '../ui/words/terms.ts';

const { cells } = catalogue();
const traces = cells.flatMap((cell) =>
  cell.traces.map((trace) => ({ name: `${trace.id} of ${cell.name}`, cell, trace })),
);

const all = {
  ...terms,
  ...rivalTerms,
  barred: barredTerm,
  quiz: quizTerm,
  keystrokesTerm,
  forcingTerm,
  best: bestTerm,
  moments: momentsTerm,
};

describe('help', () => {
  it.each(Object.entries(all))('on %s is a few whole sentences', (_, { name, text }) => {
    expect(name()).toMatch(/^([a-z][a-z, -]+|F1)$/);
    expect(text()).toMatch(/^[A-Z].+\.$/);
    expect(text().length).toBeLessThan(340);
    expect(Object.values(all).filter((other) => other.text() === text())).toHaveLength(1);
  });

  it.each(traces)('on $name is of this very cell', ({ cell, trace }) => {
    const text = gateText(cell, trace);
    expect(text).toMatch(/^[A-Z].+\.$/);
    expect(text, 'not only the short words of the catalogue').not.toBe(trace.help);
    // what is at either end, in words
    if (trace.scale === 'gate') expect(text).toMatch(/1 = \w.+0 = \w/);
    const own = cell.traces.map((other) => gateText(cell, other));
    expect(new Set(own).size).toBe(own.length);
  });

  it('tells what the same gate does in another cell', () => {
    const update = (id: string) => {
      const { cell, trace } = traces.find(
        ({ cell, trace }) => cell.id === id && trace.id === 'update',
      )!;
      return gateText(cell, trace);
    };
    expect(update('lstm')).toContain('written to the memory. 1 = all, 0 = nothing');
    expect(update('gru')).toContain('the candidate c̃ replaces. 1 = all, 0 = nothing');
  });

  it('on a new cell is what the cell brings', () => {
    const [cell] = cells;
    const trace = {
      id: 'new',
      role: 'update',
      symbol: 'Γn',
      help: 'New gate: something else.',
      scale: 'gate',
    } as const;
    expect(gateText({ ...cell, id: 'new' }, trace)).toBe(trace.help);
  });

  it('on the loss is of what the task answers: classes, tags, or what comes next', () => {
    const text = (answered: 'character' | 'word' | 'text' | 'recording', tags: boolean) =>
      terms[termsOf({ answered, tags }).nats].text();
    expect(text('character', false)).toContain('each possible next character');
    expect(text('character', true)).toContain('each possible tag of a character');
    expect(text('word', false)).toContain('each possible next word');
    expect(text('word', true)).toContain('each possible tag of a word');
    expect(text('text', true)).toContain('When it has read a text, the net gives each class');
    expect(text('recording', true)).toContain('read a recording, the net gives each class');
    expect(text('recording', true)).not.toContain('text');
  });

  it('stands at the settings whose names say little', () => {
    expect(settingKeys.filter((key) => termOfSetting(key) !== null).sort()).toEqual([
      'clipNorm',
      'heldOut',
      'hiddenSize',
      'temperature',
      'timeSteps',
      'topK',
      'topP',
    ]);
  });
});
