import { describe, expect, it } from 'vitest';
import { formatOf, isRichText } from './text-format.ts';

describe('what a text is written in', () => {
  it.each([
    ['HTML', '<!DOCTYPE html>\n<html><body><p>Some words.</p></body></html>'],
    ['HTML', '\n<!-- made by hand -->\n<html lang="en">'],
    ['XML', '<?xml version="1.0" encoding="UTF-8"?>\n<book/>'],
    ['JSON', '{\n  "name": "a",\n  "list": [1, 2]\n}\n'],
    ['JSON', '[{"a": 1}, {"a": 2}]'],
    ['a table (CSV)', 'name,age\nAda,36\nAlan,41\n'],
    ['a table (CSV)', 'name;"a; b";c\nx;y;z\n1;2;3'],
    ['a table (CSV)', 'a\tb\nc\td\ne\tf\n'],
    ['PostScript', '%!PS-Adobe-3.0\n%%Pages: 1\n'],
  ])('%s', (format, text) => expect(formatOf(text)).toBe(format));

  it.each([
    'Plain words, of a person, and no table.\nA second line, of two, such parts.\nAnd, well, a third.',
    'One\nTwo\nThree',
    '<b>is how a word begins that is bold',
    '[Alice in a book, 1865]\nwords',
    '{a set}',
    '',
    'ROMEO:\nIs the day so young?\n\nBENVOLIO:\nBut new struck nine.\n',
  ])('words: %s', (text) => expect(formatOf(text)).toBeNull());
});

describe('rich text', () => {
  it('is recognised by its commands', () => {
    expect(isRichText('{\\rtf1\\ansi\\deff0 The lamp was lit.\\par\n')).toBe(true);
    expect(isRichText('{\\rtf1\\mac{\\fonttbl}')).toBe(true);
  });

  it('is not the talk of it', () => {
    expect(isRichText('{\\rtf1 is how a file of rich text begins}')).toBe(false);
    expect(isRichText('A file begins with {\\rtf1\\ansi\\deff0')).toBe(false);
    expect(isRichText('\\documentclass{article}')).toBe(false);
  });
});
