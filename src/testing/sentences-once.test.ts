/** No sentence of the page stands twice: there is one place to put it right, and one to translate it. */
import ts from 'typescript';
import { expect, it } from 'vitest';
import { sourcesIn } from './import-circles.ts';

/** Of four words or more; values stand in braces. */
function sentencesOf(text: string): string[] {
  const file = ts.createSourceFile('', text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
    if (isText || ts.isTemplateExpression(node)) found.push(node.getText(file).slice(1, -1));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.filter((words) => /^[a-zA-Z][^<>;=\s]*( [^<>;=\s]+){3,}$/.test(words));
}

/** What the page says, and what tables of settings say for it. */
const page = [...sourcesIn('src/ui'), ...sourcesIn('src/config'), ...sourcesIn('src/tasks')]
  .filter(([path]) => path.startsWith('src/ui/') || path.endsWith('settings.ts'))
  .map(([, text]) => sentencesOf(text));

const toldTwice = (files: readonly string[][]): string[] =>
  files.flat().filter((words, at, all) => all.indexOf(words) !== at);

it('each sentence has one place', () => {
  expect(page.flat().length).toBeGreaterThan(500);
  expect(toldTwice(page)).toEqual([]);
});

it('one that is told again is found', () => {
  const again = ["msg('The answers need a net, but none can be built here.')"].map(sentencesOf);
  expect(toldTwice([...page, ...again])).toEqual(again[0]);
});
