/** The net unrolled: what stands on every box, beside every row and above every output. */
import { expect } from 'vitest';
import { gatesFrameOf, netOf, translatorNetOf } from './messages.ts';
import { type Checks, onPage } from './page-check.ts';

export const unrolledChecks: Checks = {
  'unrolled net': onPage(
    async (page) => {
      const frame = gatesFrameOf('gru', {
        tokens: [...'ab '],
        expected: [
          { symbol: 'e', probability: 0.625, targetProbability: 0.125, target: 'b' },
          { symbol: '\n', probability: 0.25, targetProbability: 0.0625, target: ' ' },
          { symbol: 'o', probability: 0.875, targetProbability: null, target: null },
        ],
      });
      await page.show('gates', frame);
      await page.openTab('unrolled');
      const panel = page.one('unrolled-panel');
      expect(page.texts('.target', panel)).toEqual(['y = b, 13 %', 'y = ␣, 6 %']);
      expect(page.texts('.box text:first-of-type', panel).slice(0, 5)).toEqual([
        ...['x⟨1⟩', 'e⟨1⟩', 'a[1]⟨1⟩', 'a[2]⟨1⟩', 'ŷ⟨1⟩'],
      ]);
      expect(page.texts('.below', panel)).toEqual(['a', 'e 63 %', 'b', '↵ 25 %', '␣', 'o 88 %']);
      expect(page.texts('.start text', panel)).toEqual(['a⟨0⟩', 'a⟨0⟩']);
      const names = page
        .all('rect[role=button]', panel)
        .map((box) => box.getAttribute('aria-label'));
      expect(names).toEqual([
        ...['Input, time step 1: a', 'Embedding, time step 1'],
        ...['Layer 1, time step 1', 'Layer 2, time step 1', 'Output, time step 1: e 63 %'],
        ...['Input, time step 2: b', 'Embedding, time step 2'],
        ...['Layer 1, time step 2', 'Layer 2, time step 2', 'Output, time step 2: ↵ 25 %'],
        ...['Input, time step 3: ␣', 'Embedding, time step 3'],
        ...['Layer 1, time step 3', 'Layer 2, time step 3', 'Output, time step 3: o 88 %'],
      ]);
      expect(page.texts('li', panel)).toEqual([
        ...['E 7 × 5', 'Wx[1] 12 × 5', 'Wa[1] 12 × 4', 'Wx[2] 12 × 4', 'Wa[2] 12 × 4', 'Wy 7 × 4'],
      ]);
      // three of what stands upright, and two between three steps besides the start
      const arrows = page.all('path.arrow', panel).map((one) => one.getAttribute('class')!.trim());
      expect(
        [0, 1, 2, 3, 4, 5].map((at) => arrows.filter((own) => own.endsWith(`w${at}`)).length),
      ).toEqual([3, 3, 3, 3, 3, 3]);
      expect(page.all('li', panel).map((one) => one.getAttribute('title'))).toEqual([
        'embedding.weight',
        'rnn.weight_ih_l0, rnn.bias_ih_l0',
        'rnn.weight_hh_l0',
        'rnn.weight_ih_l1, rnn.bias_ih_l1',
        'rnn.weight_hh_l1',
        'head.weight, head.bias',
      ]);
      expect(page.texts('.head', panel)).toEqual([
        ...['input', '7', 'embedding', '5', 'layer 1', '4 × GRU', 'layer 2', '4 × GRU'],
        ...['softmax', '7'],
      ]);
      expect(page.text('#about', panel)).toMatch(
        /unrolls 6 time steps of 3 sequences .* the 3 characters/,
      );
      const [box] = page.all('rect[aria-label="Layer 2, time step 3"]', panel);
      await page.pointAt(box, 0, 0, 'click');
      await page.rest();
      expect(page.wished('gates')?.wish).toMatchObject({ layer: 2 });
      const pressed = page.all('rect[aria-pressed=true]', panel);
      expect(pressed.map((one) => one.getAttribute('aria-label'))).toEqual([
        'Layer 2, time step 3',
      ]);
      const middle = (one: Element) =>
        Number(one.getAttribute('x')) + Number(one.getAttribute('width')) / 2;
      expect(middle(page.one('.band', panel)) - middle(pressed[0])).toBe(0);
      const about = () => page.text('#about', panel);
      expect(about()).toMatch(
        /Carried from each time step to the next: c = a\. It reads from left to right only/,
      );
      expect(about()).not.toMatch(/gradient|learned/);
      await page.tick(page.one('input[type=checkbox]', panel), true);
      expect(page.all('path.gradient', panel).length).toBe(13);
      expect(about()).toMatch(/orange arrows\. It ends at the first time step/);
    },
    { net: netOf('gru', { embeddingSize: 5 }) },
  ),

  'memory line': onPage(
    async (page) => {
      const panel = () => page.one('unrolled-panel');
      const lines = () => page.all('line.memory', panel());
      const widths = () => lines().map((one) => Number(one.getAttribute('stroke-width')));
      const frame = gatesFrameOf('gru', { tokens: [...'abc'] });
      const update = frame.traces.find(({ id }) => id === 'update')!;
      // per time step, of four units: means 0, 1/4 and 1
      update.values.set([0, 0, 0, 0, 0.5, 0, 0.5, 0, 1, 1, 1, 1]);
      await page.show('gates', frame);
      await page.openTab('unrolled');
      const [all, some, nothing] = widths();
      expect([some / all, nothing]).toEqual([0.75, 0]);
      expect(page.texts('line.memory title', panel())[1]).toBe('c, time step 2: 1 − Γu = 0.75');
      expect(page.text('#about', panel())).toContain('1 − Γu, on average 0.58 over this line');
      // along the layer that is looked at, from its start to its last box
      const boxes = page.all('rect[aria-label^="Layer 1"]', panel());
      const ends = lines().map((one) => Number(one.getAttribute('x2')));
      boxes.forEach((box, at) => {
        const middle = Number(box.getAttribute('x')) + Number(box.getAttribute('width')) / 2;
        expect(ends[at]).toBe(middle);
        const above = Number(box.getAttribute('y')) - Number(lines()[at].getAttribute('y1'));
        expect(above > 0 && above < 14).toBe(true);
      });
      // a frame of another layer is none of this one
      await page.set('layer', 2);
      expect(lines()).toEqual([]);
    },
    { net: netOf('gru') },
  ),

  'unrolled encoder and decoder': onPage(
    async (page) => {
      await page.show('gates', gatesFrameOf('gru', { tokens: ['0\u20d7', 'c'] }));
      await page.openTab('unrolled');
      const panel = page.one('unrolled-panel');
      const source = page.texts('.box.still.input .below', panel);
      expect(source.length).toBeGreaterThan(1);
      expect(page.texts('.box:not(.still) .below', panel)).toEqual(['0\u20d7', 'c']);
      // both halves say what their rows are
      expect(page.texts('.head', panel)).toEqual([
        ...['one-hot', '9', 'layer 1 →', '4 × GRU', 'layer 1 ←', '4 × GRU'],
        ...['one-hot', '7', 'layer 1', '4 × GRU', 'softmax', '7'],
      ]);
      const titles = page.all('li', panel).map((one) => one.getAttribute('title'));
      expect(titles.slice(-2)).toEqual([
        'bridge.weight_hidden_l0',
        'attention.weight_state, attention.weight_source, attention.vector',
      ]);
      // from each place of the source to the chosen answer
      const looks = page.all(`path.w${titles.length - 1}`, panel);
      expect(looks).toHaveLength(page.all('.box.still.input', panel).length);
      expect(page.text('#about', panel)).toMatch(
        /begins in a learned projection of both its ends\. Every answer also looks back/,
      );
    },
    { net: translatorNetOf('gru') },
  ),
};
