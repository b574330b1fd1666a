/** The command that prints a kernel: one text that stands alone. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kernelTexts, printKernel } from '../../scripts/kernels.ts';
import { isThorough } from './thorough.ts';

const root = new URL('../..', import.meta.url);
const command = ['scripts/print-kernel.mjs'];

describe('a printed kernel', () => {
  const texts = kernelTexts('registers');

  it('begins with its own file and defines every constant that it names', () => {
    expect(texts.size).toBeGreaterThan(30);
    for (const [label, text] of texts) {
      const [, file] = /^([\w/-]+)\./.exec(label)!;
      const [, entryPoint] = /^[\w/-]+\.(\w+)/.exec(label)!;
      expect(text, label).toContain(`fn ${entryPoint}(`);
      const code = text.replace(/\/\/.*$/gm, '');
      const used = new Set(code.match(/\b[A-Z][A-Z0-9_]{2,}\b/g));
      const defined = new Set(
        [...code.matchAll(/\bconst ([A-Z0-9_]+)\b/g)].map(([, name]) => name),
      );
      expect(
        [...used].filter((name) => !defined.has(name)),
        label,
      ).toEqual([]);
      expect(file, label).toMatch(/^(ops|cells|recurrence|optimizers|decode)\//);
    }
  });

  // a process that begins takes as long as a hundred other tests
  const isWritten = () => {
    const label = 'recurrence/stepwise.forward gru-simplified phase 0';
    const args = [...command, label];
    const printed = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect(printed).toBe(`// ${label}, form registers\n${texts.get(label)}`);
    const [own] = readFileSync(
      new URL('shaders/recurrence/stepwise-forward.wgsl', root),
      'utf8',
    ).split('\n');
    expect(printed.split('\n')[1]).toBe(own);
    expect(printed).toContain('fn cell_forward(');
  };
  if (isThorough) it('is what the command writes, under a heading that names it', isWritten);

  it('that is none, or one of several, is refused with what there is', () => {
    expect(() => printKernel('ops/nothing')).toThrow(
      /^print-kernel: there is no such kernel: name “ops\/nothing”\. Choose one of:\n {2}decode/,
    );
    expect(() => printKernel('recurrence/stepwise.forward gru')).toThrow('several kernels');
    expect(() => printKernel('ops/matmul', 'triangles')).toThrow('form triangles');
    // it takes as long as all others
    if (!isThorough) return;
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: root,
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('  recurrence/stepwise.backward lstm phase 0\n');
  });
});
